package dev.seveneight.bench;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.texts;

import dev.seveneight.shared.project.ApiKey;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The project that the stand-in for DynamoDB has: what the requests under events/ find, with the
 * answers of a month.
 */
final class StandInProject {
  private static final String ID = "demo";
  private static final String KEY_OF_EVENTS = "demo-key";
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 3, 5);
  private static final int DAYS = 30;
  private static final int SCORES = 11;

  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
  private final List<Map<String, AttributeValue>> tallies = new ArrayList<>();

  StandInProject() {
    Map<String, AttributeValue> project =
        new HashMap<>(ProjectTable.newItem(ID, new ProjectSecret(new byte[32]), 1_772_000_000));
    project.put("time_zone_fixed", AttributeValue.fromBool(true));
    put(project);
    Map<String, AttributeValue> key =
        new HashMap<>(ProjectTable.keyOfHash(ApiKey.hash(KEY_OF_EVENTS)));
    key.put("project", text(ID));
    key.put(ProjectTable.KEY_ID, text(KEY_OF_EVENTS));
    key.put("scopes", texts(Stream.of(Scope.values()).map(Scope::apiName).toList()));
    put(key);
    putList(ProjectTable.namesKey(ID), "plan", "seats");
    putList(ProjectTable.valuesKey(ID, "plan"), "free", "pro");
    putList(ProjectTable.valuesKey(ID, "seats"), "12", "3");
    for (int day = 0; day < DAYS; day++) {
      tallies.add(tally(LAST_DAY.minusDays(day)));
    }
  }

  private void putList(Map<String, AttributeValue> key, String... listed) {
    Map<String, AttributeValue> list = new HashMap<>(key);
    list.put(ProjectTable.LISTED, AttributeValue.fromSs(List.of(listed)));
    list.put(ProjectTable.SEEN, number(ProjectTable.WATCHED));
    put(list);
  }

  private void put(Map<String, AttributeValue> item) {
    items.put(item.get("pk").s() + " " + item.get("sk").s(), item);
  }

  private static Map<String, AttributeValue> tally(LocalDate day) {
    TallyKey key = new TallyKey(ID, "", Kind.SCORE, new Period(Period.Unit.DAY, day.toString()));
    Map<String, AttributeValue> tally = new HashMap<>();
    tally.put("pk", text(key.partition()));
    tally.put("sk", text(key.place()));
    for (int score = 0; score < SCORES; score++) {
      tally.put("1.s" + score, number(100 + score));
    }
    return tally;
  }

  /** The item of a key as the protocol has it. */
  Optional<Map<String, AttributeValue>> item(Map<?, ?> key) {
    return Optional.ofNullable(items.get(textAt(key, "pk") + " " + textAt(key, "sk")));
  }

  private static Object textAt(Map<?, ?> key, String name) {
    return key.get(name) instanceof Map<?, ?> typed ? typed.get("S") : null;
  }

  /** What a query finds, whatever it asks for. */
  List<Map<String, AttributeValue>> list(String table, String index) {
    if ("TallyTable".equals(table)) {
      return tallies;
    }
    long newest = LAST_DAY.atTime(12, 0).toEpochSecond(ZoneOffset.UTC);
    return "ByTime".equals(index)
        ? List.of(Map.of("listed_at", text(LedgerItems.listedAt(newest, "newest"))))
        : List.of();
  }
}
