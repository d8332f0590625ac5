package dev.seveneight.audit.rebuild;

import static dev.seveneight.audit.RebuildScene.drift;
import static dev.seveneight.audit.RebuildScene.month;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.CrashingStore;
import dev.seveneight.audit.LedgerFold;
import dev.seveneight.audit.RebuildScene;
import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobSteps;
import dev.seveneight.local.StoreExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Whoever rebuilds may die at any time; somebody else does the step again. */
class RebuildCrashTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private RebuildScene scene;
  private int crashes;

  @BeforeEach
  void makeProject() {
    scene = new RebuildScene(store);
  }

  @Test
  void shouldStandACrashAfterEveryWrite() {
    scene.someResponses();
    scene.stream.drain();
    Map<String, Long> before = LedgerFold.found(scene.project);

    Job done =
        scene.rebuild(
            crashing(),
            scene.ofAllDays(),
            () -> {
              scene.stream.drain();
              assertThat(LedgerFold.found(scene.project)).isEqualTo(before);
            });

    assertThat(crashes).isGreaterThan(10);
    assertThat(drift(done)).isEmpty();
    scene.expectExact();
  }

  @Test
  void shouldReportWhatItRemovesThoughItCrashesAfterEveryWrite() {
    scene.respond(month(3).atDay(5), 3, Map.of());
    scene.stream.drain();
    String deleted = scene.respond(month(3).atDay(6), 3, "ann");
    scene.stream.drain();
    scene.respond(month(3).atDay(5), 8, Map.of());
    scene.delete(deleted);
    scene.stream.lose();
    scene.respond(month(3).atDay(5), 9, Map.of());
    scene.stream.drain();

    Job done = scene.rebuild(crashing(), scene.ofAllDays(), () -> {});

    assertThat(crashes).isGreaterThan(5);
    scene.expectExact();
    assertThat(drift(done))
        .isEqualTo(
            Map.of(
                "{} score " + month(3) + " 1.s3", 1L,
                "{} score " + month(3) + " 1.s8", -1L,
                "{} score " + month(3).atDay(5) + " 1.s8", -1L,
                "{} score " + month(3).atDay(6) + " 1.s3", 1L,
                "{plan=pro} score " + month(3) + " 1.s3", 1L,
                "{plan=pro} score " + month(3).atDay(6) + " 1.s3", 1L));
    assertThat(scene.journeys().values()).containsExactly(List.of());
    scene.stream.redeliverLost();
    scene.stream.drain();
    scene.expectExact();
  }

  /** Does each step as often as it takes, crashing after one write, after two, and so on. */
  private JobSteps crashing() {
    return job -> {
      for (int writes = 0; ; writes++) {
        CrashingStore crashing = new CrashingStore();
        crashing.crashAfter(writes);
        try {
          return scene.steps(crashing).step(job);
        } catch (SdkClientException e) {
          crashes++;
        }
      }
    };
  }
}
