package dev.seveneight.audit;

import static dev.seveneight.audit.RebuildScene.month;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.jobs.Waits;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.testing.JsonObjects;
import dev.seveneight.testing.TestInvocation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an operator asks of the audit function, by events as {@code aws lambda invoke} sends them.
 */
class RebuildRequestsTest {
  private static final Duration LONG = Duration.ofMinutes(15);

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private RebuildScene scene;
  private AuditHandler handler;

  @BeforeEach
  void makeProject() {
    scene = new RebuildScene(store);
    handler =
        new AuditHandler(
            scene.deployment((request, sender) -> sender.send()),
            Waits.ON_AWS,
            scene::pass,
            new Parallel());
  }

  private Map<String, Object> ask(Duration time, String request) {
    return JsonObjects.object(
        Json.readStored(
            new TestInvocation(time)
                .call(handler, request.replace('\'', '"').replace("PROJECT", scene.project.id()))));
  }

  @Test
  void shouldRebuildInOneInvocation() {
    scene.someResponses();

    Map<String, Object> answer = ask(LONG, "{'action': 'rebuild', 'project': 'PROJECT'}");

    assertThat(answer)
        .containsOnlyKeys("job", "kind", "project", "status", "step", "report")
        .containsEntry("kind", "rebuild")
        .containsEntry("project", scene.project.id())
        .containsEntry("status", "finished")
        .containsEntry("step", "");
    assertThat(JsonObjects.object(answer.get("report")))
        .isEqualTo(
            Map.of(
                "days", "all",
                "touched_responses", 6,
                "touched_journeys", 2,
                "repaired_journeys", 0,
                "passes", 2,
                "drift", Map.of("counters", 0, "listed", List.of())));
    scene.expectExact();
  }

  @Test
  void shouldRebuildInManyShortInvocations() {
    scene.someResponses();
    Set<Object> ids = new HashSet<>();
    Map<String, Object> answer =
        ask(Duration.ofSeconds(31), "{'action': 'rebuild', 'project': 'PROJECT'}");
    ids.add(answer.get("job"));
    for (int i = 0; answer.get("status").equals("unfinished"); i++) {
      assertThat(i).isLessThan(500);
      scene.pass(Duration.ofSeconds(1));
      answer =
          i % 2 == 0
              ? ask(Duration.ofSeconds(31), "{'action': 'rebuild', 'project': 'PROJECT'}")
              : only(ask(Duration.ofSeconds(31), "{'action': 'continue'}"));
      ids.add(answer.get("job"));
    }

    assertThat(ids).hasSize(1);
    assertThat(answer).containsEntry("status", "finished");
    scene.stream.drain();
    scene.expectExact();
    assertThat(ask(LONG, "{'action': 'continue'}")).isEqualTo(Map.of("jobs", List.of()));
    Map<String, Object> listed = only(ask(LONG, "{'action': 'jobs'}"));
    assertThat(listed).containsEntry("job", answer.get("job")).containsEntry("status", "finished");
    assertThat(JsonObjects.object(listed.get("report")))
        .containsEntry("drift", Map.of("counters", 0));
    // Asked for by itself it says all, also which counters were wrong.
    Map<String, Object> asked =
        ask(LONG, "{'action': 'continue', 'job': '%s'}".formatted(answer.get("job")));
    assertThat(asked).containsEntry("job", answer.get("job")).containsEntry("status", "finished");
    assertThat(JsonObjects.object(asked.get("report")))
        .containsEntry("drift", Map.of("counters", 0, "listed", List.of()));
  }

  private static Map<String, Object> only(Map<String, Object> answer) {
    List<Map<String, Object>> jobs = JsonObjects.objects(answer.get("jobs"));
    assertThat(jobs).hasSize(1);
    return jobs.get(0);
  }

  @Test
  void shouldHaveOneRebuildOfAProjectAtATime() {
    String ofMarch = "{'action': 'rebuild', 'project': 'PROJECT', 'since': '2026-03-01'}";
    Map<String, Object> first = ask(Duration.ofSeconds(40), ofMarch);
    assertThat(first).containsEntry("status", "unfinished").containsEntry("since", "2026-03-01");

    Map<String, Object> refused =
        ask(LONG, "{'action': 'rebuild', 'project': 'PROJECT', 'until': '2026-03-31'}");
    assertThat(refused).containsEntry("code", "validation_failed").containsEntry("status", 422);
    assertThat(refused.get("detail").toString())
        .contains(first.get("job").toString())
        .contains("2026-03-01..")
        .contains("not finished");

    assertThat(ask(LONG, ofMarch))
        .containsEntry("job", first.get("job"))
        .containsEntry("status", "finished");
    assertThat(ask(LONG, ofMarch).get("job")).isNotEqualTo(first.get("job"));
  }

  @Test
  void shouldSayOfTheMonthsThatItRebuilds() {
    Map<String, Object> answer =
        ask(
            LONG,
            "{'action': 'rebuild', 'project': 'PROJECT', 'since': '%s', 'until': '%s'}"
                .formatted(month(3).atDay(7), month(2).atDay(7)));

    assertThat(answer)
        .containsEntry("since", month(3).atDay(7).toString())
        .containsEntry("until", month(2).atDay(7).toString());
    assertThat(JsonObjects.object(answer.get("report")))
        .containsEntry("days", month(3).atDay(1) + ".." + month(2).atEndOfMonth());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                      | action format
          {'action': 'reindex', 'project': 'PROJECT'}                             | action format
          {'action': 'rebuild'}                                                   | project required
          {'action': 'rebuild', 'project': 7}                                     | project type
          {'action': 'rebuild', 'project': 'PROJECT', 'since': 'March'}           | since format
          {'action': 'rebuild', 'project': 'PROJECT', 'until': '2026-02-30'}      | until format
          {'action': 'rebuild', 'project': 'PROJECT', 'since': '2026-03-02', 'until': '2026-03-01'} | until range
          {'action': 'rebuild', 'project': 'PROJECT', 'from': '2026-03-02'}       | from unknown
          {'action': 'continue', 'project': 'PROJECT'}                            | project unknown
          {'action': 'jobs', 'job': 'x'}                                          | job unknown
          """)
  void shouldSayWhichFieldBreaksWhichRule(String request, String expected) {
    List<Map<String, Object>> errors = JsonObjects.objects(ask(LONG, request).get("errors"));

    assertThat(errors.get(0).get("field") + " " + errors.get(0).get("code")).isEqualTo(expected);
  }

  @Test
  void shouldSayThatThereIsNoSuchProjectOrJob() {
    assertThat(ask(LONG, "{'action': 'rebuild', 'project': 'nobody'}"))
        .containsEntry("code", "not_found");
    assertThat(ask(LONG, "{'action': 'continue', 'job': 'none'}"))
        .containsEntry("code", "not_found");
  }
}
