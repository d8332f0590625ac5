package dev.seveneight.shared.store.priming;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.texts;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.ApiKey;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.tally.ScoreCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The made-up project of priming. It is in no store, and no real project can have its name. It has
 * a key, a dimension, one response, and tallies with scores on every day that is read.
 */
public final class PrimingProject {
  /** Its key. No store has it, so it gives access to nothing. */
  public static final String API_KEY = "rehearsal";

  /** The id of its response. */
  static final String RESPONSE = "rehearsed";

  /** Its dimension. */
  public static final String DIMENSION = "plan";

  /** A value of it. */
  public static final String VALUE = "pro";

  private static final String ID = "~rehearsal";

  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
  private final Map<String, AttributeValue> response;

  public PrimingProject(InstantSource clock) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    this.response = LedgerItems.item(response(now));
    put(response);
    put(project(now));
    put(key());
    put(list(ProjectTable.namesKey(ID), DIMENSION));
    put(list(ProjectTable.valuesKey(ID, DIMENSION), VALUE));
  }

  private static Map<String, AttributeValue> project(Instant now) {
    Map<String, AttributeValue> project =
        new HashMap<>(
            ProjectTable.newItem(ID, new ProjectSecret(new byte[32]), now.getEpochSecond()));
    project.put("time_zone_fixed", flag(true));
    return project;
  }

  private static Map<String, AttributeValue> key() {
    Map<String, AttributeValue> key = new HashMap<>(ProjectTable.keyOfHash(ApiKey.hash(API_KEY)));
    key.put(ProjectTable.PROJECT, text(ID));
    key.put(ProjectTable.KEY_ID, text(API_KEY));
    key.put(ProjectTable.SCOPES, texts(Stream.of(Scope.values()).map(Scope::apiName).toList()));
    return key;
  }

  private static Map<String, AttributeValue> list(
      Map<String, AttributeValue> key, String onlyElement) {
    Map<String, AttributeValue> list = new HashMap<>(key);
    list.put(ProjectTable.LISTED, AttributeValue.fromSs(List.of(onlyElement)));
    list.put(ProjectTable.SEEN, number(ProjectTable.WATCHED));
    return list;
  }

  private static SurveyResponse response(Instant now) {
    return new SurveyResponse(
        ID,
        new ResponseId(RESPONSE),
        1,
        1,
        now,
        now,
        LocalDate.ofInstant(now, ZoneOffset.UTC),
        List.of("", DIMENSION + "=" + VALUE),
        Content.withScore(8)
            .comment(Optional.of("A comment"))
            .properties(Map.of(DIMENSION, VALUE))
            .build(),
        Optional.empty());
  }

  private void put(Map<String, AttributeValue> item) {
    items.put(place(item), item);
  }

  /** The ledger's items have a partition key only. */
  private static String place(Map<String, AttributeValue> item) {
    return item.get(LedgerItems.KEY).s()
        + (item.containsKey(ProjectTable.SORT_KEY)
            ? " " + item.get(ProjectTable.SORT_KEY).s()
            : "");
  }

  /** Returns the item with a key. */
  Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key) {
    return Optional.ofNullable(items.get(place(key)));
  }

  /** Returns the items with these keys, by table. */
  Map<String, List<Map<String, AttributeValue>>> items(Map<String, KeysAndAttributes> keys) {
    return keys.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                table ->
                    table.getValue().keys().stream().flatMap(key -> item(key).stream()).toList()));
  }

  /**
   * Returns what a query finds: in an index the response, in the tally table one tally at the first
   * place.
   */
  List<Map<String, AttributeValue>> list(QueryRequest query) {
    if (query.indexName() != null) {
      return List.of(response);
    }
    AttributeValue partition = query.expressionAttributeValues().get(":partition");
    AttributeValue first = query.expressionAttributeValues().get(":first");
    if (partition == null || first == null) {
      return List.of();
    }
    Map<String, AttributeValue> tally = new HashMap<>();
    tally.put(TallyItems.PARTITION_KEY, partition);
    tally.put(TallyItems.SORT_KEY, first);
    for (int score = 0; score <= 10; score++) {
      tally.put("1." + ScoreCounters.withScore(score), number(10 + score));
    }
    return List.of(tally);
  }
}
