package dev.seveneight.audit.rebuild;

import static dev.seveneight.audit.RebuildScene.drift;
import static dev.seveneight.audit.RebuildScene.month;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.LedgerFold;
import dev.seveneight.audit.RebuildScene;
import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.reports.DriftReport;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.store.tally.ChangedDays;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RebuildTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private RebuildScene scene;

  @BeforeEach
  void makeProject() {
    scene = new RebuildScene(store);
  }

  @Test
  void shouldChangeNothingThatAnybodySees() {
    scene.someResponses();
    scene.stream.drain();
    Map<String, Long> before = LedgerFold.found(scene.project);
    List<Map<String, AttributeValue>> responses = withoutRevision(scene);
    scene.expectExact();

    Job done =
        scene.rebuild(
            scene.ofAllDays(),
            () -> {
              scene.stream.drain();
              assertThat(LedgerFold.found(scene.project)).isEqualTo(before);
            });

    assertThat(LedgerFold.found(scene.project)).isEqualTo(before);
    assertThat(withoutRevision(scene)).containsExactlyInAnyOrderElementsOf(responses);
    assertThat(done.report())
        .containsEntry("touched_responses", 6L)
        .containsEntry("touched_journeys", 2L)
        .containsEntry("repaired_journeys", 0L)
        .containsEntry("passes", 2L)
        .containsEntry("days", "all")
        .containsEntry("drift", Map.of("counters", 0L, "listed", List.of()));
    assertThat(scene.measured).isEqualTo(Map.of(Metric.DRIFT_FOUND, 0L));
  }

  /** Everything but what a rebuild moves. */
  private static List<Map<String, AttributeValue>> withoutRevision(RebuildScene scene) {
    return scene.project.ledger("response").stream()
        .map(
            item -> {
              Map<String, AttributeValue> rest = new HashMap<>(item);
              rest.keySet().removeAll(List.of("rev", "epoch"));
              return rest;
            })
        .toList();
  }

  /** Each walk meets journeys with an answer whose deletion is still on its way in the stream. */
  @Test
  void shouldComeToItsEndWhileAnswersAreBeingDeleted() {
    scene.someResponses();
    Deque<String> answers = new ArrayDeque<>();
    for (int i = 0; i < 30; i++) {
      answers.push(scene.respond(month(2).atDay(10), 8, "ann"));
    }
    scene.stream.drain();

    Job done = scene.rebuild(scene.ofAllDays(), () -> scene.delete(answers.pop()));

    assertThat(done.report()).containsEntry("repaired_journeys", 1L).containsEntry("passes", 2L);
    assertThat(answers).isNotEmpty();
    scene.expectExact();
  }

  @Test
  void shouldLeaveNothingInOlderEpochs() {
    scene.someResponses();
    scene.stream.drain();
    scene.rebuild();
    scene.rebuild();

    assertThat(LedgerFold.counters(scene.project).keySet())
        .isNotEmpty()
        .allMatch(name -> name.matches(".* 3\\.\\w+"));
    scene.expectExact();
    scene.respond(month(2).atDay(3), 8, "ann");
    scene.stream.drain();
    scene.expectExact();
  }

  @Test
  void shouldWriteNothingToTalliesThatNeedNothing() {
    scene.someResponses();
    scene.stream.drain();
    scene.rebuild();
    List<Map<String, AttributeValue>> tallies = scene.project.items("TallyTable");
    Job again = scene.ofAllDays().next("tallies").with("epoch", 2);
    // Those of the stream's end, which the first rebuild could not know yet.
    scene.rebuild(again, () -> {});
    assertThat(scene.project.items("TallyTable")).containsExactlyInAnyOrderElementsOf(tallies);
  }

  @Test
  void shouldHealABatchThatWasLost() {
    scene.someResponses();
    String changed = scene.respond(month(2).atDay(10), 2, "ann");
    String deleted = scene.respond(month(2).atDay(11), 8, "ann");
    String given = scene.respond(month(2).atDay(12), 9, "ann");
    String excluded = scene.respond(month(2).atDay(13), 9, "bob");
    String included = scene.respond(month(2).atDay(13), 9, "bob");
    scene.change(included, "{\"excluded\": \"bot\"}");
    scene.stream.drain();
    scene.expectExact();

    scene.respond(month(2).atDay(20), 7, "bob");
    scene.respond(month(3).atDay(20), 7, "new");
    scene.change(changed, "{\"score\": 10, \"person_properties\": {\"plan\": \"free\"}}");
    scene.delete(deleted);
    scene.change(given, "{\"person\": \"%s\"}".formatted(personOf(excluded)));
    scene.change(excluded, "{\"excluded\": \"bot\"}");
    scene.change(included, "{\"excluded\": false}");
    scene.stream.lose();
    scene.respond(month(2).atDay(21), 4, "ann");
    scene.stream.drain();
    assertThat(LedgerFold.found(scene.project)).isNotEqualTo(LedgerFold.expected(scene.project));

    Job done = scene.rebuild();

    scene.expectExact();
    assertThat(done.report()).containsEntry("repaired_journeys", 1L);
    String day = month(2).atDay(20).toString();
    assertThat(drift(done))
        .containsEntry("{} score " + day + " 1.s7", -1L)
        .containsEntry("{plan=pro} score " + month(2) + " 1.s7", -1L)
        .containsEntry("{} score " + month(2).atDay(11) + " 1.s8", 1L)
        .hasSize((int) DriftReport.in(done).counters());
    assertThat(scene.measured).containsEntry(Metric.DRIFT_FOUND, DriftReport.in(done).counters());
    Map<String, Object> journeys = scene.journeys();
    scene.stream.redeliverLost();
    scene.stream.drain();
    scene.expectExact();
    assertThat(scene.journeys()).isEqualTo(journeys);
  }

  /** An answer and its deletion were lost together, and the answer alone comes again. */
  @Test
  void shouldTakeOutOfAJourneyWhatComesAgainAfterTheLastWalk() {
    scene.someResponses();
    scene.stream.drain();
    String deleted = scene.respond(month(2).atDay(11), 8, "ann");
    scene.delete(deleted);
    scene.stream.lose();

    Job walked = scene.rebuildTo("drain");
    scene.stream.redeliverLostButTheLast();
    assertThat(scene.journeys().toString()).contains(deleted);
    Job done = scene.rebuild(walked, () -> {});

    assertThat(done.report()).containsEntry("repaired_journeys", 1L);
    assertThat(scene.journeys().toString()).doesNotContain(deleted);
    scene.expectExact();
  }

  private String personOf(String response) {
    return scene.project.response(response).get("person").s();
  }

  @Test
  void shouldReportAndRemoveWhatWasNeverGiven() {
    scene.someResponses();
    scene.stream.drain();
    add("", "score#day#" + month(2).atDay(2), "1.s9", 5);
    add("", "standing#month#" + month(3), "1.s0", -2);
    put("plan=gone", "score#day#" + month(2).atDay(7), month(2).atDay(7).toString(), "1.x", 1);

    Job done = scene.rebuild();

    assertThat(drift(done))
        .isEqualTo(
            Map.of(
                "{} score " + month(2).atDay(2) + " 1.s9", 5L,
                "{} standing " + month(3) + " 1.s0", -2L,
                "{plan=gone} score " + month(2).atDay(7) + " 1.x", 1L));
    scene.expectExact();
    assertThat(drift(scene.rebuild())).isEmpty();
  }

  @Test
  void shouldListAThousandAndCountAll() {
    scene.someResponses();
    scene.stream.drain();
    for (int i = 0; i < 11; i++) {
      for (int counter = 0; counter < 100; counter++) {
        String day = month(3).atDay(i + 1).toString();
        put("plan=gone", "score#day#" + day, day, "1.y" + counter, 1);
      }
    }

    Job done = scene.rebuild();

    assertThat(DriftReport.in(done).counters()).isEqualTo(1_100);
    assertThat(DriftReport.in(done).listed()).hasSizeBetween(500, 1_000);
    scene.expectExact();
  }

  private void put(String segment, String place, String day, String counter, long count) {
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("TallyTable")
                    .key(tally(segment, place))
                    .updateExpression("SET #day = :day, #project = :project ADD #counter :count")
                    .expressionAttributeNames(
                        Map.of("#counter", counter, "#day", "day", "#project", "project"))
                    .expressionAttributeValues(
                        Map.of(
                            ":count", AttributeValue.fromN(Long.toString(count)),
                            ":project", AttributeValue.fromS(scene.project.id()),
                            ":day", AttributeValue.fromS(day))));
  }

  private void add(String segment, String place, String counter, long count) {
    put(segment, place, place.substring(place.lastIndexOf('#') + 1), counter, count);
  }

  private Map<String, AttributeValue> tally(String segment, String place) {
    return Map.of(
        "pk", AttributeValue.fromS(scene.project.id() + "#" + segment),
        "sk", AttributeValue.fromS(place));
  }

  @Test
  void shouldCountWhatComesAndGoesMeanwhile() {
    scene.someResponses();
    Deque<String> ids = new ArrayDeque<>();
    for (int i = 0; i < 12; i++) {
      ids.add(scene.respond(month(2).atDay(i + 1), i % 11, "person" + i % 3));
    }
    // Nothing of this is folded in yet: it is not drift either.
    Job done =
        scene.rebuild(
            scene.ofAllDays(),
            () -> {
              ids.add(scene.respond(month(3).atDay(9), 7, "late"));
              scene.change(ids.peekFirst(), "{\"score\": 10, \"comment\": \"Well.\"}");
              scene.change(ids.peekLast(), "{\"excluded\": \"test\"}");
              scene.delete(ids.removeFirst());
              store.rollShards();
            });

    scene.expectExact();
    assertThat(drift(done)).isEmpty();
  }

  @Test
  void shouldRebuildTheMonthsOfTheDaysAndAllJourneys() {
    scene.someResponses();
    scene.stream.drain();
    String late = scene.respond(month(2).atDay(20), 7, "ann");
    String early = scene.respond(month(3).atDay(21), 7, Map.of());
    scene.stream.lose();
    scene.respond(month(1).atDay(1), 10, "ann");
    scene.stream.drain();

    Job done =
        scene.rebuild(
            Job.begin(
                Rebuild.KIND,
                scene.project.id(),
                Optional.of(month(2).atDay(10)),
                Optional.of(month(2).atDay(11))),
            () -> {});

    assertThat(done.report())
        .containsEntry("days", month(2).atDay(1) + ".." + month(2).atEndOfMonth())
        .containsEntry("touched_responses", 5L)
        .containsEntry("touched_journeys", 2L);
    assertThat(epochOf(late)).isEqualTo("2");
    assertThat(epochOf(early)).isEqualTo("1");
    Map<String, Long> expected = LedgerFold.expected(scene.project);
    // What no day of the range has is as wrong as before.
    for (String place : List.of("day#" + month(3).atDay(21), "month#" + month(3))) {
      assertThat(expected.remove(" score#" + place + " s7")).isEqualTo(1);
    }
    assertThat(LedgerFold.found(scene.project)).isEqualTo(expected);
  }

  private String epochOf(String response) {
    return scene.project.response(response).get("epoch").n();
  }

  @Test
  void shouldHaveTheMarksItRaisesStrippedAgain() {
    scene.someResponses();
    scene.stream.drain();
    scene.rebuild();

    List<String> noted =
        new ChangedDays(store.dynamo(), "TallyTable")
            .of(scene.project.id()).stream().flatMap(changed -> changed.days().stream()).toList();
    assertThat(noted).contains(month(3).atDay(1).toString(), month(2).atDay(2).toString());
  }
}
