package dev.seveneight.histories;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.PermittedClient;
import dev.seveneight.local.TableDefinition;
import dev.seveneight.local.Template;
import dev.seveneight.shared.Deployment;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.memory.MemoryStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The store, the clock and the functions of one history. */
final class World {
  private static final Template TEMPLATE = Template.ofProject();
  private static final List<CreateTableRequest> TABLES =
      TEMPLATE.tables().values().stream().map(TableDefinition::creation).toList();

  private final Functions functions;
  private final TestClock clock = TestClock.at("2026-04-20T12:00:00Z");
  private final MemoryStore store;
  private final LedgerWriter ledger;

  World(Functions functions, long seed, Random random) {
    this.functions = functions;
    this.store = new MemoryStore(TABLES, clock, seed);
    this.ledger = new LedgerWriter(store.dynamo(), clock, random);
  }

  TestClock clock() {
    return clock;
  }

  MemoryStore store() {
    return store;
  }

  LedgerWriter ledger() {
    return ledger;
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
    DynamoDbClient dynamo = trouble.before(PermittedClient.of(function, store.dynamo()));
    return new Deployment(environment(function), dynamo, store::streams, measurements -> {}, clock);
  }
}
