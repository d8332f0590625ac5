package dev.seveneight.audit;

import static dev.seveneight.audit.RebuildScene.month;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.comparison.Audit;
import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobSteps;
import dev.seveneight.audit.jobs.Waits;
import dev.seveneight.audit.rebuild.Rebuild;
import dev.seveneight.audit.reports.DriftReport;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.log.Parallel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a job has to know stays small, however much somebody has written into the tables. */
class BoundedJobsTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private RebuildScene scene;

  @BeforeEach
  void makeProject() {
    scene = new RebuildScene(store);
    scene.respond(month(2).atDay(5), 8, "ann");
    scene.stream.drain();
  }

  @Test
  void shouldAuditCenturiesUnitByUnit() {
    putTally("score#day#2286-11-20", Map.of("day", text("2286-11-20"), "1.s3", number(1)));
    JobSteps steps =
        AuditWiring.stepsOfKind(
                scene.deployment((request, sender) -> sender.send()),
                Waits.ON_AWS,
                scene::pass,
                new Parallel())
            .get(Audit.KIND);

    Job job = Audit.ofRange(scene.project.id(), Optional.empty(), Optional.empty(), false);
    job = steps.step(job);
    assertThat(job.reported("days")).isGreaterThan(365 * 250);
    while (!job.text("unit").equals(Optional.of("month " + month(1)))) {
      assertThat(Json.write(job.state())).hasSizeLessThan(1_000);
      job = steps.step(job);
      if (job.notBefore().isAfter(scene.clock.instant())) {
        scene.pass(Duration.between(scene.clock.instant(), job.notBefore()));
      }
    }
  }

  @Test
  void shouldTakeThousandsOfStraysAwayInParts() {
    int strays = 2 * Rebuild.MOST_AT_A_TIME + 100;
    for (int i = 0; i < strays; i++) {
      putTally("junk " + i, Map.of("1.s3", number(1)));
    }
    JobSteps steps = scene.steps((request, sender) -> sender.send());

    Job done =
        scene.rebuild(
            job -> {
              Job next = steps.step(job);
              assertThat(Json.write(next.state())).hasSizeLessThan(25 * Rebuild.MOST_AT_A_TIME);
              return next;
            },
            scene.ofAllDays(),
            () -> {});

    assertThat(DriftReport.in(done).items()).isEqualTo(strays);
    assertThat(scene.project.items("TallyTable"))
        .noneMatch(item -> item.get("sk").s().startsWith("junk"));
  }

  private void putTally(String place, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("pk", text(scene.project.id() + "#plan=pro"));
    item.put("sk", text(place));
    if (attributes.containsKey("day")) {
      item.put("project", text(scene.project.id()));
    }
    store.dynamo().putItem(put -> put.tableName("TallyTable").item(item));
  }
}
