package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.local.store.DynamoEndpoint;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The connections that a function has open when its snapshot is taken are long closed on the other
 * side when it is restored.
 */
class ConnectionsAfterRestoreTest {
  private static final String RESPONSE = Json.write(Map.of("score", 8));

  @RegisterExtension private final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");

  @Test
  void shouldOpenThemAnew() {
    TestProject project = TestProject.in(store, clock);
    String key = project.newKey(Scope.values());
    DynamoEndpoint beforeTheSnapshot = store.serve();
    int port = beforeTheSnapshot.port();
    try (DynamoDbClient dynamo = client(port)) {
      Deployment local = store.deployment("IngestFunction", clock);
      Deployment deployment =
          new Deployment(local.environment(), dynamo, local.streams(), local.metrics(), clock);
      IngestHandler handler = new IngestHandler(deployment);
      // Throws if it does not reach the store; so a connection is open now.
      IngestPriming.of(deployment).run();
      handler.snapshot.beforeCheckpoint(null);

      beforeTheSnapshot.close();
      try (DynamoEndpoint afterTheRestore = store.serve(port)) {
        assertThat(afterTheRestore.port()).isEqualTo(port);
        handler.snapshot.afterRestore(null);
        ApiClient.of(handler, project.function("QueryFunction"))
            .withKey(key)
            .post("/v1/survey_responses", RESPONSE)
            .expect(201);
      }
    }
    assertThat(project.ledger("response")).hasSize(1);
  }

  private static DynamoDbClient client(int port) {
    return DynamoDbClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
