package dev.seveneight.histories;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.PermittedClient;
import dev.seveneight.keys.KeyStore;
import dev.seveneight.local.template.Template;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The store, the clock and the functions of one history. */
final class World {
  private static final Template TEMPLATE = Template.ofProject();
  private final Functions functions;
  private final TestClock clock;
  private final HistoryStore store;
  private final LedgerWriter ledger;

  World(Functions functions, HistoryStore store, TestClock clock, Random random) {
    this.functions = functions;
    this.store = store;
    this.clock = clock;
    this.ledger =
        new LedgerWriter(store.dynamo(), clock, random, new ErasedPeople(clients(), clock));
  }

  TestClock clock() {
    return clock;
  }

  HistoryStore store() {
    return store;
  }

  LedgerWriter ledger() {
    return ledger;
  }

  /** A client of the API for each project; there is nobody to answer questions. */
  private Map<String, ApiClient> clients() {
    RequestStreamHandler ingest = functions.ingest(deployment("IngestFunction", Trouble.none()));
    Map<String, ApiClient> clients = new HashMap<>();
    for (String project : LedgerWriter.PROJECTS) {
      String key = "key-of-" + project;
      new KeyStore(
              new ItemTable(store.dynamo(), "ProjectTable"),
              new ProjectItemWriter(store.dynamo(), "ProjectTable"),
              clock)
          .put(project, "histories", Set.of(Scope.WRITE), key);
      clients.put(
          project,
          ApiClient.of(
                  ingest,
                  (event, answer, context) -> {
                    throw new UnsupportedOperationException("a question");
                  })
              .withKey(key));
    }
    return clients;
  }

  /** Gives the aggregate function an event. A crash leaves what was written by then. */
  void aggregate(String event, Trouble trouble) {
    Deployment deployment = deployment("AggregateFunction", trouble);
    new TestInvocation().call(functions.aggregate(deployment), event);
  }

  /**
   * Asks something of the audit function.
   *
   * @param time how long the invocation may take
   * @param pause what happens while it waits
   */
  String audit(String request, Duration time, Trouble trouble, Consumer<Duration> pause) {
    RequestStreamHandler handler = functions.audit(deployment("AuditFunction", trouble), pause);
    return new TestInvocation(time).call(handler, request);
  }

  private Map<String, String> environment(String function) {
    Map<String, String> environment = new HashMap<>(TEMPLATE.function(function).environment());
    environment.computeIfPresent(
        "LEDGER_STREAM",
        (name, value) ->
            store
                .dynamo()
                .describeTable(describe -> describe.tableName("LedgerTable"))
                .table()
                .latestStreamArn());
    return environment;
  }

  private Deployment deployment(String function, Trouble trouble) {
    DynamoDbClient dynamo =
        new IndexBehind(store, clock)
            .before(trouble.before(PermittedClient.of(function, store.dynamo())));
    return new Deployment(environment(function), dynamo, store::streams, measurements -> {}, clock);
  }
}
