package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What SnapStart does to the function, in its order: start, hook, snapshot, hours, hook, requests.
 */
class IngestSnapshotTest {
  private static final String RESPONSES = "/v1/survey_responses";

  @RegisterExtension private final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");

  @Test
  void shouldPrimeWithoutWriting() {
    IngestHandler handler = started();

    IngestPriming.of(store.deployment("IngestFunction", clock)).run();
    handler.snapshot.beforeCheckpoint(null);

    for (String table : List.of("LedgerTable", "ProjectTable", "TallyTable")) {
      assertThat(all(table)).as(table).isEmpty();
    }
  }

  @Test
  void shouldPrimeWithoutPublishingMetrics() {
    Deployment deployment = store.deployment("IngestFunction", clock);
    Deployment measured =
        new Deployment(
            deployment.environment(),
            deployment.dynamo(),
            deployment.streams(),
            measurements -> {
              throw new AssertionError("nothing happened that could be measured");
            },
            clock);

    IngestPriming.of(measured).run();
  }

  @Test
  void shouldTakeInByTheTimeAfterTheRestore() {
    TestProject project = TestProject.in(store, clock);
    IngestHandler handler = started();
    ApiClient api = client(handler, project.newKey(Scope.values()));

    handler.snapshot.beforeCheckpoint(null);
    clock.advance(Duration.ofHours(12));
    handler.snapshot.afterRestore(null);

    Map<String, Object> response =
        api.post(RESPONSES, Json.write(Map.of("score", 8))).expect(201).object();
    assertThat(((Number) response.get("created_at")).longValue()).isEqualTo(clock.seconds());
    assertThat(project.ledger("response")).hasSize(1);
  }

  @Test
  void shouldNotLetAKeyInThatWasRevokedAfterTheSnapshot() {
    TestProject project = TestProject.in(store, clock);
    String key = project.newKey(Scope.values());
    IngestHandler handler = started();
    ApiClient api = client(handler, key);
    api.post(RESPONSES, Json.write(Map.of("score", 8))).expect(201);

    handler.snapshot.beforeCheckpoint(null);
    revokeAllKeys(project);
    clock.advance(Duration.ofHours(12));
    handler.snapshot.afterRestore(null);

    api.post(RESPONSES, Json.write(Map.of("score", 8))).expect(401);
  }

  @Test
  void shouldRejectTheKeyOfThePriming() {
    IngestHandler handler = started();
    handler.snapshot.beforeCheckpoint(null);
    handler.snapshot.afterRestore(null);

    client(handler, "rehearsal").post(RESPONSES, Json.write(Map.of("score", 8))).expect(401);
  }

  private IngestHandler started() {
    return new IngestHandler(store.deployment("IngestFunction", clock));
  }

  private ApiClient client(IngestHandler handler, String key) {
    return ApiClient.of(handler, store.function("QueryFunction", clock)).withKey(key);
  }

  private void revokeAllKeys(TestProject project) {
    TestInvocation keys = new TestInvocation();
    Map<?, ?> listed =
        (Map<?, ?>)
            Json.readStored(
                keys.call(
                    project.function("KeysFunction"),
                    Json.write(Map.of("action", "list", "project", project.id()))));
    for (Object key : (List<?>) listed.get("keys")) {
      Object id = ((Map<?, ?>) key).get("id");
      keys.call(
          project.function("KeysFunction"),
          Json.write(Map.of("action", "revoke", "project", project.id(), "id", id)));
    }
  }

  private List<Map<String, AttributeValue>> all(String table) {
    return store.dynamo().scan(scan -> scan.tableName(table).consistentRead(true)).items();
  }
}
