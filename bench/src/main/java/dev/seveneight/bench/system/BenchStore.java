package dev.seveneight.bench.system;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.local.store.DynamoEndpoint;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.TestInvocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local with the template's tables, which it also serves over HTTP, and the real functions
 * on it.
 */
public final class BenchStore implements AutoCloseable {
  public static final String LEDGER = "LedgerTable";
  public static final String TALLIES = "TallyTable";

  private final StoreExtension store = new StoreExtension().open();
  private final DynamoEndpoint endpoint = store.serve();
  private final List<DynamoDbClient> clients = new ArrayList<>();
  private final InstantSource clock;

  /** A store whose functions have this clock. */
  public BenchStore(InstantSource clock) {
    this.clock = clock;
  }

  /** The store as the tests have it. */
  public StoreExtension local() {
    return store;
  }

  /** A client in this process, which is not measured. */
  public DynamoDbClient dynamo() {
    return store.dynamo();
  }

  /** The client that functions have on Lambda, with these parts. The store closes it. */
  public DynamoDbClient client(SdkHttpClient http, ExecutionInterceptor... interceptors) {
    DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://localhost:" + endpoint.port()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
            .httpClient(http)
            .overrideConfiguration(all -> all.executionInterceptors(List.of(interceptors)))
            .build();
    clients.add(client);
    return client;
  }

  /** What a function gets, with another client. */
  public Deployment deployment(String function, DynamoDbClient client) {
    Deployment inProcess = store.deployment(function, clock);
    return new Deployment(
        inProcess.environment(),
        client,
        inProcess.streams(),
        inProcess.metrics(),
        inProcess.clock());
  }

  /** A function that has just started, with another client. */
  public RequestStreamHandler function(String function, DynamoDbClient client) {
    return store.function(function, deployment(function, client));
  }

  /** A new key of a project, as an operator makes it. */
  public String newKey(String project, Scope... scopes) {
    Map<String, Object> event =
        Map.of(
            "action",
            "create",
            "project",
            project,
            "scopes",
            Stream.of(scopes).map(Scope::apiName).toList());
    String reply =
        new TestInvocation().call(store.function("KeysFunction", clock), Json.write(event));
    return (String) ((Map<?, ?>) Json.readStored(reply)).get("key");
  }

  /** Hands an event to a function. */
  public static void invoke(RequestStreamHandler function, byte[] event) {
    try {
      function.handleRequest(
          new ByteArrayInputStream(event), new ByteArrayOutputStream(), new TestInvocation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clients.forEach(DynamoDbClient::close);
    endpoint.close();
    store.close();
  }
}
