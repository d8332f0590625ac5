package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that take longer than one request may work. */
class ImportInStepsTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  /** A machine so slow that the time of a request is up after its first 200 rows. */
  private final InstantSource slow = slowClock();

  private final TestProject project = TestProject.in(store, slow);
  private final ApiClient api = project.api();

  private static InstantSource slowClock() {
    AtomicLong now = new AtomicLong(Instant.parse("2026-04-01T12:00:00Z").toEpochMilli());
    return () -> Instant.ofEpochMilli(now.addAndGet(200));
  }

  @Test
  void shouldSayWhereToGoOnWhenTheTimeIsUp() {
    ImportedFile file = fiveHundred();

    List<Map<String, Object>> steps = new ArrayList<>();
    steps.add(file.sendTo(api).expect(200).object());
    while (steps.get(steps.size() - 1).get("next_line") != null && steps.size() < 10) {
      String next = String.valueOf(steps.get(steps.size() - 1).get("next_line"));
      steps.add(file.with("from_line", next).sendTo(api).expect(200).object());
    }

    // Every row has two lines, and the header one.
    assertThat(steps).extracting(step -> step.get("next_line")).containsExactly(402, 802, null);
    assertThat(steps).extracting(step -> step.get("complete")).containsExactly(false, false, true);
    assertThat(steps).extracting(step -> step.get("taken")).containsExactly(200, 200, 100);
    assertThat(steps)
        .extracting(step -> step.get("import_id"))
        .containsOnly(steps.get(0).get("import_id"));
    assertThat(project.ledger("response")).hasSize(500);
  }

  @Test
  void shouldAlwaysGetFurther() {
    Answer answer = fiveHundred().sendTo(api);
    Answer again = fiveHundred().sendTo(api);

    assertThat(answer.object()).containsEntry("taken", 200).containsEntry("next_line", 402);
    assertThat(again.object())
        .containsEntry("taken", 0)
        .containsEntry("repeated", 200)
        .containsEntry("next_line", 402);
  }

  @Test
  void shouldTakeALongImportBackInStepsToo() {
    TestProject quick = TestProject.in(store, TestClock.at("2026-04-01T12:00:00Z"));
    Object importId = fiveHundred().sendTo(quick.api()).field("import_id");
    assertThat(quick.ledger("response")).hasSize(500);
    ApiClient slowly =
        ApiClient.of(store.function("IngestFunction", slow), store.function("QueryFunction", slow))
            .withKey(quick.newKey(Scope.WRITE));

    Answer first = slowly.delete("/v1/imports/" + importId).expect(202);
    assertThat(first.object())
        .containsEntry("complete", false)
        .containsEntry("deleted", 200)
        .containsEntry("next_line", 402);
    Answer second = slowly.delete("/v1/imports/" + importId + "?from_line=402").expect(202);
    Answer third = slowly.delete("/v1/imports/" + importId + "?from_line=802").expect(202);

    assertThat(second.object()).containsEntry("deleted", 200).containsEntry("next_line", 802);
    assertThat(third.object())
        .containsEntry("deleted", 100)
        .containsEntry("complete", true)
        .containsEntry("next_line", null);
    assertThat(quick.ledger("response")).allMatch(item -> item.containsKey("gone"));
  }

  @Test
  void shouldBeginAtALineInTheMiddleOfARowWithTheNextOne() {
    TestProject quick = TestProject.in(store, TestClock.at("2026-04-01T12:00:00Z"));

    Answer answer = fiveHundred().with("from_line", "999").sendTo(quick.api()).expect(200);
    Answer beyond = fiveHundred().with("from_line", "5000").sendTo(quick.api()).expect(200);

    assertThat(answer.object()).containsEntry("taken", 1).containsEntry("complete", true);
    assertThat(beyond.object()).containsEntry("taken", 0).containsEntry("complete", true);
  }

  private static ImportedFile fiveHundred() {
    List<String> lines = new ArrayList<>(List.of("score,comment"));
    IntStream.range(0, 500).forEach(i -> lines.add(i % 11 + ",\"row\n" + i + "\""));
    return ImportedFile.of(lines.toArray(String[]::new));
  }
}
