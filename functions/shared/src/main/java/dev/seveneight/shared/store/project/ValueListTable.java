package dev.seveneight.shared.store.project;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.ListChange;
import dev.seveneight.shared.segment.ListName;
import dev.seveneight.shared.segment.SegmentPlan;
import dev.seveneight.shared.segment.Share;
import dev.seveneight.shared.segment.ValueList;
import dev.seveneight.shared.segment.ValueLists;
import dev.seveneight.shared.store.Cached;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The lists of a project's dimensions and of their values. Each list is one item, so that one
 * conditional write decides whether there is room. A list that once had to refuse says so for ever
 * (until a rebuild): then what is refused later was refused from the beginning, and nothing is
 * counted in two places, also after the cap was raised or a value was removed.
 *
 * <p>Lists are cached for {@link ProjectTable#REMEMBERED}. Safe for use by several threads and
 * functions. A request that is repeated after a failure may note a value twice, which makes it less
 * likely that a property is closed.
 */
public final class ValueListTable {
  /** There is room, or it is listed already; the list has never refused, and it is not closed. */
  private static final String HAS_ROOM =
      "attribute_not_exists(#full) AND (attribute_not_exists(listed) OR contains(listed, :value)"
          + " OR size(listed) < :cap) AND (attribute_not_exists(closed) OR NOT contains(closed,"
          + " :value))";

  /** The list is as long as it may be, without the value. */
  private static final String HAS_NO_ROOM = "size(listed) >= :cap AND NOT contains(listed, :value)";

  /** The watch has not seen enough responses. */
  private static final String IS_WATCHED = "attribute_not_exists(seen) OR seen < :watched";

  /** The property is a dimension. */
  private static final String IS_LISTED = "contains(listed, :value)";

  /** Nobody has ended the watch, or restored the property. */
  private static final String IS_NOT_ENDED = "attribute_exists(early)";

  /** The list is there and was not opened under this name. */
  private static final String IS_NOT_OPENED =
      "attribute_exists(pk) AND (attribute_not_exists(opening) OR opening <> :opening)";

  private static final Map<String, String> FULL = Map.of("#full", ProjectTable.FULL);

  /** Enough that two of a hundred values hardly ever have the same hash. */
  private static final int HASH_BYTES = 6;

  private final DynamoDbClient dynamo;
  private final String table;
  private final ProjectTable projects;
  private final InstantSource clock;
  private final Cached<Map<String, AttributeValue>, ValueList> lists;

  /** Keeps the lists in the table of projects. */
  public ValueListTable(
      DynamoDbClient dynamo, String table, ProjectTable projects, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.projects = projects;
    this.clock = clock;
    this.lists =
        new Cached<>(
            clock, LedgerTiming.CACHE_LIFETIME, key -> Optional.of(projects.valueList(key)));
  }

  /** Returns the lists of a project. */
  public ValueLists of(Project project) {
    return new Stored(project);
  }

  /**
   * Returns the project as cached. If it is not cached, one request reads it together with the
   * lists that a response with this content may depend on.
   */
  public Project project(String id, Content content, Share share) {
    if (projects.ifRemembered(id).isEmpty()) {
      // The settings are not known yet: most projects have no others.
      SegmentPlan plan = content.segmentPlan(Settings.DEFAULT.segmentRules(), share);
      List<Map<String, AttributeValue>> missing =
          notCached(id, plan.missingLists(cachedProperties(id)));
      readAhead(() -> projects.valueListsAndProject(id, missing));
    }
    return projects.project(id);
  }

  private Map<ListName, ValueList> cachedProperties(String project) {
    return lists
        .ifRemembered(key(project, ListName.PROPERTIES))
        .map(list -> Map.of(ListName.PROPERTIES, list))
        .orElse(Map.of());
  }

  /** Returns the keys of those of the lists that are not cached. */
  private List<Map<String, AttributeValue>> notCached(String project, Set<ListName> names) {
    return names.stream()
        .map(name -> key(project, name))
        .filter(key -> lists.ifRemembered(key).isEmpty())
        .toList();
  }

  private void readAhead(Supplier<Map<Map<String, AttributeValue>, ValueList>> reading) {
    Instant asked = clock.instant();
    reading.get().forEach((key, list) -> lists.put(key, list, asked));
  }

  private static Map<String, AttributeValue> key(String project, ListName list) {
    return list.dimension()
        .map(dimension -> ProjectTable.valuesKey(project, dimension))
        .orElseGet(() -> ProjectTable.namesKey(project));
  }

  /** The lists of one project. */
  private final class Stored implements ValueLists {
    private final Project project;

    Stored(Project project) {
      this.project = project;
    }

    @Override
    public ValueList read(ListName list) {
      return lists.get(key(list)).orElseThrow();
    }

    @Override
    public Map<ListName, ValueList> read(SegmentPlan plan) {
      Map<ListName, ValueList> read = new HashMap<>(cachedProperties(project.id()));
      // The list of properties tells which others are needed.
      for (Set<ListName> missing = plan.missingLists(read);
          !missing.isEmpty();
          missing = plan.missingLists(read)) {
        List<Map<String, AttributeValue>> keys = notCached(project.id(), missing);
        if (keys.size() > 1) {
          readAhead(() -> projects.valueLists(keys));
        }
        missing.forEach(name -> read.put(name, read(name)));
      }
      return read;
    }

    @Override
    public void write(ListChange change) {
      Map<String, AttributeValue> key = key(change.list());
      switch (change.kind()) {
        case ADD ->
            update(key, "ADD listed :values", HAS_ROOM, FULL, withValues(change, withCap(change)));
        case MARK_FULL ->
            update(
                key,
                "SET #full = :full",
                HAS_NO_ROOM,
                FULL,
                with(":full", flag(true), withCap(change)));
        case NOTE -> note(key, change.value());
        case CLOSE ->
            update(
                key,
                "ADD closed :values",
                IS_LISTED,
                Map.of(),
                withValues(change, Map.of(":value", text(change.value()))));
        case END_WATCH -> update(key, "REMOVE early", IS_NOT_ENDED, Map.of(), Map.of());
        case READ_AGAIN -> lists.lookUpAgain(key);
      }
    }

    private Map<String, AttributeValue> key(ListName list) {
      return ValueListTable.key(project.id(), list);
    }

    private void note(Map<String, AttributeValue> key, String value) {
      Instant asked = clock.instant();
      try {
        update(
            key,
            "ADD seen :one, early :hash",
            IS_WATCHED,
            Map.of(),
            Map.of(
                ":one",
                number(1),
                ":hash",
                AttributeValue.fromSs(List.of(hash(value))),
                ":watched",
                number(ValueList.WATCHED)));
      } catch (DynamoDbException e) {
        if (!Refusal.isInvalid(e)) {
          throw e;
        }
        // Somebody else has written the item so that nothing can be noted.
        lists.put(key, lists.get(key).orElseThrow().unwatched(), asked);
      }
    }

    private String hash(String value) {
      return HexFormat.of().formatHex(project.secret().hmac("early value", value), 0, HASH_BYTES);
    }
  }

  private static Map<String, AttributeValue> withCap(ListChange change) {
    return Map.of(":value", text(change.value()), ":cap", number(change.room()));
  }

  private static Map<String, AttributeValue> withValues(
      ListChange change, Map<String, AttributeValue> others) {
    return with(":values", AttributeValue.fromSs(List.of(change.value())), others);
  }

  private static Map<String, AttributeValue> with(
      String name, AttributeValue value, Map<String, AttributeValue> others) {
    Map<String, AttributeValue> all = new HashMap<>(others);
    all.put(name, value);
    return all;
  }

  /** Updates a list on condition, and caches it as it is after this, updated or not. */
  private void update(
      Map<String, AttributeValue> key,
      String expression,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    Instant asked = clock.instant();
    ValueList after;
    try {
      after =
          ProjectTable.valueListOf(
              dynamo
                  .updateItem(
                      update ->
                          update
                              .tableName(table)
                              .key(key)
                              .updateExpression(expression)
                              .conditionExpression(condition)
                              .expressionAttributeNames(names.isEmpty() ? null : names)
                              .expressionAttributeValues(values.isEmpty() ? null : values)
                              .returnValues(ReturnValue.ALL_NEW)
                              .returnValuesOnConditionCheckFailure(
                                  ReturnValuesOnConditionCheckFailure.ALL_OLD))
                  .attributes());
    } catch (ConditionalCheckFailedException e) {
      after = ProjectTable.valueListOf(e.item());
    }
    lists.put(key, after, asked);
  }

  /**
   * Lets the lists of a project take again what they had refused. A rebuild then derives the
   * segments of all responses anew, so nothing is counted in two places by it. Cached lists are
   * wrong for a while.
   *
   * @param opening names this one opening: to open the lists again under the same name changes
   *     nothing, not even late
   */
  public void open(Project project, String opening) {
    openOne(ProjectTable.namesKey(project.id()), opening);
    String ofValues = textOf(ProjectTable.valuesKey(project.id(), ""), "sk");
    dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :project AND begins_with(sk, :values)")
                    .expressionAttributeValues(
                        Map.of(
                            ":project", text(ProjectTable.partition(project.id())),
                            ":values", text(ofValues)))
                    .consistentRead(true))
        .items()
        .forEach(item -> openOne(ProjectTable.key(project.id(), textOf(item, "sk")), opening));
  }

  private void openOne(Map<String, AttributeValue> key, String opening) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(key)
                  .updateExpression("SET opening = :opening REMOVE #full")
                  .conditionExpression(IS_NOT_OPENED)
                  .expressionAttributeNames(FULL)
                  .expressionAttributeValues(Map.of(":opening", text(opening))));
    } catch (ConditionalCheckFailedException e) {
      // There is no such list, or it was opened before and may have become full since.
      return;
    }
  }
}
