package dev.seveneight.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.PermittedClient;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.metrics.Metrics;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.project.ProjectTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A project of a test's own, with what it has in the store. Its functions are the real ones, on the
 * real store, and may do there what their policies in template.yaml allow.
 */
public final class TestProject {
  private static final StoreInterference UNDISTURBED = (request, sender) -> sender.send();

  private final StoreExtension store;
  private final InstantSource clock;
  private final String id;

  private TestProject(StoreExtension store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.id = store.newProject();
  }

  /** A new project. */
  public static TestProject in(StoreExtension store, InstantSource clock) {
    return new TestProject(store, clock);
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** A client with a key that may do everything, on functions that have just started. */
  public ApiClient api() {
    return api(Scope.values());
  }

  /** A client with a key of these scopes, on functions that have just started. */
  public ApiClient api(Scope... scopes) {
    return api(UNDISTURBED, scopes);
  }

  /**
   * A client with a key of these scopes, on functions whose requests to the store the test gets
   * into its hands.
   */
  public ApiClient api(StoreInterference interference, Scope... scopes) {
    return ApiClient.of(
            function("IngestFunction", interference), function("QueryFunction", interference))
        .withKey(newKey(scopes));
  }

  /** The text of a new key. */
  public String newKey(Scope... scopes) {
    String made =
        new TestInvocation()
            .call(
                function("KeysFunction", UNDISTURBED),
                Json.write(
                    Map.of(
                        "action",
                        "create",
                        "project",
                        id,
                        "scopes",
                        Stream.of(scopes).map(Scope::apiName).toList())));
    return (String) ((Map<?, ?>) Json.readStored(made)).get("key");
  }

  /** A function of the template that has just started. */
  public RequestStreamHandler function(String functionId) {
    return function(functionId, UNDISTURBED);
  }

  /**
   * A function that has just started and whose requests to the store the test gets into its hands.
   */
  public RequestStreamHandler function(String functionId, StoreInterference interference) {
    return function(functionId, interference, measurements -> {});
  }

  /** The same for a function whose measurements the test gets too. */
  public RequestStreamHandler function(
      String functionId, StoreInterference interference, Metrics metrics) {
    Deployment deployment = store.deployment(functionId, clock);
    return store.function(
        functionId,
        new Deployment(
            deployment.environment(),
            interference.before(PermittedClient.of(functionId, deployment.dynamo())),
            deployment.streams(),
            metrics,
            clock));
  }

  /** The items that the ledger has of this project, of one type. */
  public List<Map<String, AttributeValue>> ledger(String type) {
    return ledger().stream().filter(item -> item.get("type").s().equals(type)).toList();
  }

  /** All items that the ledger has of this project. */
  public List<Map<String, AttributeValue>> ledger() {
    return items("LedgerTable");
  }

  /** The response of this id, as the ledger has it. */
  public Map<String, AttributeValue> response(String responseId) {
    return ledger("response").stream()
        .filter(item -> item.get("id").s().equals(responseId))
        .findFirst()
        .orElseThrow();
  }

  /** The segments that a response is counted in. */
  public List<String> segmentsOf(String responseId) {
    return response(responseId).get("segments").l().stream().map(AttributeValue::s).toList();
  }

  /** All that the project has in the tables that requests write to, by table and key. */
  public Map<String, Map<String, AttributeValue>> everything() {
    Map<String, Map<String, AttributeValue>> everything = new TreeMap<>();
    for (String table : List.of("LedgerTable", "ProjectTable")) {
      items(table)
          .forEach(item -> everything.put(table + " " + item.get("pk") + item.get("sk"), item));
    }
    return everything;
  }

  /** The items that a table has of this project; its keys only as they are listed. */
  public List<Map<String, AttributeValue>> items(String table) {
    return store
        .dynamo()
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .stream()
        .filter(item -> isOfThisProject(item.get("pk").s()))
        .toList();
  }

  private boolean isOfThisProject(String partition) {
    return partition.startsWith(id + "#")
        || partition.equals(ProjectTable.partition(id))
        || partition.equals("keys#" + id);
  }

  /**
   * The counters that are not zero, by tally and name: {@code plan=pro score#day#2026-03-05 1.s8}.
   * Everything that was written so far is counted.
   */
  public Map<String, Long> tallies() {
    store.drain();
    return talliesAsTheyStand();
  }

  /** The same, with what is still in the stream left uncounted. */
  public Map<String, Long> talliesAsTheyStand() {
    Map<String, Long> counters = new TreeMap<>();
    for (Map<String, AttributeValue> item : items("TallyTable")) {
      String tally = item.get("pk").s().substring(id.length() + 1) + " " + item.get("sk").s();
      item.forEach(
          (name, value) -> {
            if (value.n() != null && !value.n().equals("0")) {
              counters.put(tally + " " + name, Long.valueOf(value.n()));
            }
          });
    }
    return counters;
  }

  /** The counters of one tally that are not zero, with what is still in the stream uncounted. */
  public Map<String, Long> tallyAsItStands(String tally) {
    Map<String, Long> counters = new TreeMap<>();
    talliesAsTheyStand()
        .forEach(
            (name, count) -> {
              if (name.startsWith(tally + " ")) {
                counters.put(name.substring(tally.length() + 1), count);
              }
            });
    return counters;
  }
}
