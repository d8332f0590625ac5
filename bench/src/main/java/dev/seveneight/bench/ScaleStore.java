package dev.seveneight.bench;

import dev.seveneight.bench.StoreReads.Reads;
import dev.seveneight.keys.KeyStore;
import dev.seveneight.local.DynamoEndpoint;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.tally.TallyKey;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import java.net.URI;
import java.util.EnumSet;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local with the template's tables, and the real query function, which speaks with it over
 * HTTP by the client that it has on Lambda: so all that a question costs the function is there, and
 * what it costs the store is elsewhere. Not safe for use by several threads.
 */
final class ScaleStore implements AutoCloseable {
  private static final String KEY = "scale-key-of-";

  private final StoreExtension store = new StoreExtension().open();
  private final DynamoEndpoint endpoint = store.serve();
  private final StoreReads reads = new StoreReads();
  private final DynamoDbClient client = client(endpoint.port(), reads);
  private final TimedHandler query = query();

  /**
   * An answer and what it took.
   *
   * @param answer the answer
   * @param reads what was read for it
   * @param time how long it took
   */
  record Asked(Answer answer, Reads reads, TimedHandler.Time time) {}

  /** A new project that is to have these responses; of their tallies those that are wanted. */
  ScaleProject newProject(String id, ScaleResponses responses, Predicate<TallyKey> wanted) {
    new KeyStore(store.dynamo(), "ProjectTable", ScaleYear.CLOCK)
        .put(id, "scale", EnumSet.of(Scope.METRICS), KEY + id);
    return new ScaleProject(store.dynamo(), id, responses, wanted);
  }

  /** Asks the function a question about a project. */
  Asked ask(String project, String path) {
    reads.take();
    Answer answer = ApiClient.of(query, query).withKey(KEY + project).get(path).expect(200);
    return new Asked(answer, reads.take(), query.last());
  }

  @Override
  public void close() {
    client.close();
    endpoint.close();
    store.close();
  }

  private TimedHandler query() {
    Deployment inProcess = store.deployment("QueryFunction", ScaleYear.CLOCK);
    return new TimedHandler(
        store.function(
            "QueryFunction",
            new Deployment(
                inProcess.environment(),
                client,
                inProcess.streams(),
                inProcess.metrics(),
                inProcess.clock())));
  }

  private static DynamoDbClient client(int port, StoreReads reads) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create("http://localhost:" + port))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("scale", "scale")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(override -> override.addExecutionInterceptor(reads))
        .build();
  }
}
