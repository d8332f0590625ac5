package dev.seveneight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What SnapStart does to the function, in its order: start, hook, snapshot, hours, hook, requests.
 */
class QuerySnapshotTest {
  @RegisterExtension private static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");

  @Test
  void shouldGetEveryReplyOfThePriming() {
    QueryPriming.of(store.deployment("QueryFunction", clock)).run();
  }

  @Test
  void shouldAnswerAfterTheRestoreWithWhatCameSince() {
    TestProject project = TestProject.in(store, clock);
    QueryHandler handler = new QueryHandler(store.deployment("QueryFunction", clock));
    ApiClient api =
        ApiClient.of(store.function("IngestFunction", clock), handler)
            .withKey(project.newKey(Scope.values()));
    assertThat(count(api)).isZero();

    handler.snapshot.beforeCheckpoint(null);
    new Given().response("2026-03-05T11:00:00Z", 8).sendTo(api);
    store.drain();
    clock.advance(Duration.ofHours(12));
    handler.snapshot.afterRestore(null);

    assertThat(count(api)).isOne();
  }

  private static int count(ApiClient api) {
    return ((Number) api.get("/v1/metrics").expect(200).object().get("response_count")).intValue();
  }
}
