package dev.seveneight.aggregate;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.PermittedClient;
import dev.seveneight.local.stream.StreamRecordJson;
import dev.seveneight.local.template.Template;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.SetAsideItems;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.memory.MemoryStore;
import dev.seveneight.testing.memory.StreamShard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A ledger in memory that somebody writes to by hand, and whose stream the real function folds in.
 */
final class CorruptionScene {
  static final String PROJECT = "acme";
  static final String NEIGHBOUR = "bolt";

  private static final Template TEMPLATE = Template.ofProject();
  private static final StreamRecordJson JSON =
      new StreamRecordJson("arn:aws:dynamodb:local:stream", Set.of(LedgerItems.KEY));

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final MemoryStore store;
  private final RequestStreamHandler aggregate;
  private final Map<String, Integer> delivered = new HashMap<>();

  CorruptionScene(long seed) {
    store = MemoryStore.ofProject(clock, seed);
    aggregate =
        new AggregateHandler(
            new Deployment(
                TEMPLATE.function("AggregateFunction").environment(),
                PermittedClient.of("AggregateFunction", store.dynamo()),
                store::streams,
                measurements -> {},
                clock),
            Parallel.inTurn());
    for (String project : List.of(PROJECT, NEIGHBOUR)) {
      Map<String, AttributeValue> item =
          ProjectTable.newItem(project, new ProjectSecret(new byte[32]), clock.seconds());
      dynamo().putItem(put -> put.tableName("ProjectTable").item(item));
    }
  }

  DynamoDbClient dynamo() {
    return store.dynamo();
  }

  TestClock clock() {
    return clock;
  }

  void put(Map<String, AttributeValue> item) {
    dynamo().putItem(put -> put.tableName("LedgerTable").item(item));
  }

  void remove(Map<String, AttributeValue> item) {
    dynamo()
        .deleteItem(
            delete ->
                delete
                    .tableName("LedgerTable")
                    .key(Map.of(LedgerItems.KEY, item.get(LedgerItems.KEY))));
  }

  Map<String, AttributeValue> item(String key) {
    return dynamo()
        .getItem(get -> get.tableName("LedgerTable").key(Map.of(LedgerItems.KEY, text(key))))
        .item();
  }

  /** Delivers what is new, until nothing is left. */
  void deliver() {
    boolean more = true;
    while (more) {
      more = false;
      // An erasure waits for the index, and asks for its next step until then.
      clock.advance(Duration.ofSeconds(1));
      for (StreamShard shard : store.shards("LedgerTable")) {
        int done = delivered.getOrDefault(shard.id(), 0);
        if (done < shard.records().size()) {
          deliver(shard, done, shard.records().size());
          delivered.put(shard.id(), shard.records().size());
          more = true;
        }
      }
    }
  }

  /** Delivers everything again from the beginning. */
  void deliverAgain() {
    delivered.clear();
    deliver();
  }

  /** Delivers every record that there is by itself again, in any order. */
  void deliverEachAgain(Random random) {
    List<Runnable> deliveries = new ArrayList<>();
    for (StreamShard shard : store.shards("LedgerTable")) {
      for (int i = 0; i < shard.records().size(); i++) {
        int place = i;
        deliveries.add(() -> deliver(shard, place, place + 1));
      }
    }
    Collections.shuffle(deliveries, random);
    deliveries.forEach(Runnable::run);
    deliver();
  }

  private void deliver(StreamShard shard, int from, int to) {
    List<String> records = new ArrayList<>();
    shard.records().subList(from, to).forEach(record -> records.add(JSON.write(record)));
    new TestInvocation().call(aggregate, HandMadeEvent.ofJson(shard.id(), records));
  }

  /** The counters of a project that are not zero: {@code plan=pro score#day#2026-03-05 1.s8}. */
  SortedMap<String, String> tallies(String project) {
    SortedMap<String, String> counters = new TreeMap<>();
    for (Map<String, AttributeValue> item : scan("TallyTable")) {
      if (textOf(item, "pk").startsWith(project + "#")) {
        String tally =
            textOf(item, "pk").substring(project.length() + 1) + " " + textOf(item, "sk");
        item.forEach(
            (name, value) -> {
              if (name.contains(".") && !"0".equals(value.n())) {
                counters.put(tally + " " + name, String.valueOf(value.n()));
              }
            });
      }
    }
    return counters;
  }

  /** The keys of the items of which a record was set aside. */
  List<String> setAside() {
    return scan("ProjectTable").stream()
        .filter(item -> textOf(item, "pk").equals(SetAsideItems.PARTITION))
        .map(item -> textOf(item, SetAsideItems.ITEM_KEY))
        .toList();
  }

  List<Map<String, AttributeValue>> scan(String table) {
    return dynamo().scanPaginator(scan -> scan.tableName(table)).items().stream().toList();
  }
}
