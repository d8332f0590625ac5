package dev.seveneight.bench.soak;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.texts;

import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.bench.soak.SoakFacts.Fact;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Corrupts an item of a project of its own every second: a response, a journey or a tally. In the
 * end an audit has to name each of them, a rebuild has to heal what is derived, and once the
 * responses are corrected, every number has to be right. Not safe for use by several threads.
 */
final class SoakVandal {
  private static final long PAUSE_MILLISECONDS = 1_000;

  private final SoakClient client;
  private final SoakFacts facts = new SoakFacts();
  private final DynamoDbClient dynamo;
  private final Random random = new Random(11);
  private final List<String> responses = new ArrayList<>();

  /** The items as they were, by their keys. */
  private final Map<String, Map<String, AttributeValue>> corruptResponses = new TreeMap<>();

  private final Set<String> corruptJourneys = new TreeSet<>();
  private final Set<String> corruptTallies = new TreeSet<>();

  SoakVandal(SoakClient client, DynamoDbClient dynamo) {
    this.client = client;
    this.dynamo = dynamo;
  }

  /**
   * Corrupts items as long as the soak says; then has them audited and healed, and returns faults.
   */
  Callable<List<String>> corrupting(BooleanSupplier goesOn) {
    return () -> {
      respond();
      do {
        respond();
        switch (random.nextInt(5)) {
          case 0, 1 -> corruptResponse();
          case 2 -> corruptJourney();
          default -> corruptTally();
        }
        Thread.sleep(PAUSE_MILLISECONDS);
      } while (goesOn.getAsBoolean());
      return faults();
    };
  }

  private void respond() throws InterruptedException {
    String plan = SoakWriter.PLANS.get(random.nextInt(SoakWriter.PLANS.size()));
    String country = SoakWriter.COUNTRIES.get(random.nextInt(SoakWriter.COUNTRIES.size()));
    int score = random.nextInt(11);
    Map<?, ?> response =
        (Map<?, ?>)
            client.send(
                "POST",
                "/v1/survey_responses",
                Json.write(
                    Map.of(
                        "score",
                        score,
                        "person_external_id",
                        "p" + responses.size(),
                        "person_properties",
                        Map.of("plan", plan, "country", country))),
                201);
    String id = (String) response.get("id");
    responses.add(id);
    facts.put(new Fact(id, LocalDate.now(ZoneOffset.UTC), score, plan, country, false));
  }

  private void corruptResponse() {
    String id = responses.get(random.nextInt(responses.size()));
    String key = client.project() + "#r#" + id;
    Map<String, AttributeValue> item = item("LedgerTable", Map.of("pk", text(key)));
    if (corruptResponses.putIfAbsent(key, item) == null) {
      switch (random.nextInt(8)) {
        case 0 -> corrupt(key, "segments", texts(List.of("", "pro")));
        case 1 -> corrupt(key, "segments", texts(List.of("plan=" + "x".repeat(3_000))));
        case 2 -> corrupt(key, "segments", texts(List.of("a=1&b=2&c=3", "%zz=1")));
        case 3 -> corrupt(key, "score", text("8"));
        case 4 -> corrupt(key, "day", text("2026-13-01"));
        case 5 -> corrupt(key, "rev", flag(true));
        case 6 -> corrupt(key, "created_at", AttributeValue.fromN("1.5"));
        default -> corrupt(key, "type", text("invoice"));
      }
    }
  }

  private void corruptJourney() {
    String id = responses.get(random.nextInt(responses.size()));
    String response = client.project() + "#r#" + id;
    Map<String, AttributeValue> item = item("LedgerTable", Map.of("pk", text(response)));
    String key = LedgerItems.journeyKey(client.project(), textOf(item, "person"));
    if (corruptJourneys.add(key)) {
      switch (random.nextInt(4)) {
        case 0 -> corrupt(key, JourneyItems.ANSWERS, text("none"));
        case 1 -> corrupt(key, JourneyItems.OVERFLOWED, text("yes"));
        case 2 -> corrupt(key, "epoch", text("1"));
        // Under the id of no response: the record of a response, on its way, would mend its entry.
        default ->
            corrupt(key, JourneyItems.ANSWERS, AttributeValue.fromM(Map.of("junk", text("junk"))));
      }
    }
  }

  private void corrupt(String key, String attribute, AttributeValue value) {
    set("LedgerTable", Map.of("pk", text(key)), Map.of(attribute, value));
  }

  private void corruptTally() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String segment = List.of("", "plan=pro", "country=DE", "plan=free").get(random.nextInt(4));
    String day = "score#day#" + today;
    String month = "score#month#" + today.toString().substring(0, 7);
    String past = "cohort#day#" + today.minusDays(40 + random.nextInt(300));
    switch (random.nextInt(8)) {
      case 0 -> corruptTally(segment, day, "1.s" + random.nextInt(11), AttributeValue.fromN("1.5"));
      case 1 -> corruptTally(segment, month, "1.s" + random.nextInt(11), text("many"));
      case 2 -> corruptTally(segment, day, "1.c0", AttributeValue.fromN("12345678901234567890123"));
      case 3 ->
          corruptTally(
              segment,
              month,
              "junkmark",
              AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {7})));
      case 4 -> corruptTally(segment, "junk" + random.nextInt(1_000), "1.s8", number(5));
      case 5 ->
          corruptTally(segment, "score#day#2026-13-0" + random.nextInt(10), "1.s8", number(5));
      // Without project and day, so that no index shows it.
      case 6 -> corruptTally(segment, past, "1.b8", number(5));
      default -> corruptTally(segment, past, "900.b8", number(5));
    }
  }

  private void corruptTally(String segment, String place, String attribute, AttributeValue value) {
    String partition = client.project() + "#" + segment;
    set("TallyTable", Map.of("pk", text(partition), "sk", text(place)), Map.of(attribute, value));
    corruptTallies.add(partition + " " + place);
  }

  private void set(
      String table, Map<String, AttributeValue> key, Map<String, AttributeValue> attributes) {
    attributes.forEach(
        (name, value) ->
            dynamo.updateItem(
                update ->
                    update
                        .tableName(table)
                        .key(key)
                        .updateExpression("SET #name = :value")
                        .expressionAttributeNames(Map.of("#name", name))
                        .expressionAttributeValues(Map.of(":value", value))));
  }

  private Map<String, AttributeValue> item(String table, Map<String, AttributeValue> key) {
    return dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item();
  }

  void addTo(MarkdownTable table) {
    table
        .row("corrupt responses of another project", corruptResponses.size())
        .row("its corrupt journeys", corruptJourneys.size())
        .row("its corrupt tallies", corruptTallies.size());
  }

  /** Returns what the audit does not name and what the rebuild does not heal. */
  private List<String> faults() throws InterruptedException {
    SoakVerdict verdict = new SoakVerdict(client, facts);
    List<String> faults = new ArrayList<>();
    Set<String> named = named(verdict.audited());
    List<String> all = new ArrayList<>(corruptResponses.keySet());
    all.addAll(corruptJourneys);
    all.addAll(corruptTallies);
    all.stream()
        .filter(item -> !named.contains(item))
        .forEach(item -> faults.add("the audit does not name " + item));
    verdict.rebuilt();
    Map<?, ?> audited = verdict.audited();
    if (SoakVerdict.drift(audited) > 0) {
      faults.add("a rebuild of the corrupt project leaves drift: " + audited);
    }
    corruptResponses.values().forEach(this::correct);
    faults.addAll(verdict.differences());
    audited = verdict.audited();
    if (SoakVerdict.drift(audited) > 0 || audited.containsKey("invalid_items")) {
      faults.add("corrected by hand, the corrupt project has drift: " + audited);
    }
    return faults;
  }

  /** Restores an item, except for what the rebuild has written since. */
  private void correct(Map<String, AttributeValue> right) {
    Map<String, AttributeValue> key = Map.of("pk", right.get("pk"));
    Map<String, AttributeValue> now = item("LedgerTable", key);
    Map<String, AttributeValue> wrong = new HashMap<>(right);
    wrong
        .entrySet()
        .removeIf(
            attribute ->
                attribute.getValue().equals(now.get(attribute.getKey()))
                    || (List.of("rev", "epoch").contains(attribute.getKey())
                        && now.get(attribute.getKey()).n() != null));
    set("LedgerTable", key, wrong);
  }

  /** Returns the items that a report names, and the tallies whose counters it lists. */
  private Set<String> named(Map<?, ?> report) {
    Set<String> named = new TreeSet<>();
    if (report.get("invalid_items") instanceof Map<?, ?> invalid) {
      ((List<?>) invalid.get("listed"))
          .forEach(each -> named.add((String) ((Map<?, ?>) each).get("item")));
    }
    for (Object each : (List<?>) ((Map<?, ?>) report.get("drift")).get("listed")) {
      Map<?, ?> found = (Map<?, ?>) each;
      if (found.get("item") instanceof Map<?, ?> item) {
        named.add(item.get("pk") + " " + item.get("sk"));
      }
    }
    return named;
  }
}
