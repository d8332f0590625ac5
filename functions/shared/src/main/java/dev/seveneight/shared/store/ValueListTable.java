package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.KnownValues;
import dev.seveneight.shared.segment.Share;
import dev.seveneight.shared.store.ProjectTable.ValueList;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The lists of a project's dimensions and of their values. Each list is one item, so that whether
 * there is room is decided by one conditional write. A list that once had to refuse says so for
 * ever (until a rebuild): then what is refused later was refused from the beginning, and nothing is
 * counted in two places, also after the cap was raised or a value was removed.
 *
 * <p>Safe for use by several threads.
 */
public final class ValueListTable {
  /** There is room, or it is listed already; the list has never refused, and it is not closed. */
  private static final String HAS_ROOM =
      "attribute_not_exists(#full) AND (attribute_not_exists(listed) OR contains(listed, :value)"
          + " OR size(listed) < :cap) AND (attribute_not_exists(closed) OR NOT contains(closed,"
          + " :value))";

  /** The list is as long as it may be. */
  private static final String IS_FULL = "size(listed) >= :cap";

  /** The list is there and was not opened under this name. */
  private static final String IS_NOT_OPENED =
      "attribute_exists(pk) AND (attribute_not_exists(opening) OR opening <> :opening)";

  private static final Map<String, String> FULL = Map.of("#full", ProjectTable.FULL);

  private final DynamoDbClient dynamo;
  private final String table;
  private final ProjectTable projects;
  private final InstantSource clock;
  private final Remembered<Map<String, AttributeValue>, ValueList> lists;
  private final EarlyValues early;

  /** Keeps the lists in the table of projects. */
  public ValueListTable(
      DynamoDbClient dynamo, String table, ProjectTable projects, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.projects = projects;
    this.clock = clock;
    this.lists =
        new Remembered<>(
            clock, ProjectTable.REMEMBERED, key -> Optional.of(projects.valueList(key)));
    this.early = new EarlyValues(dynamo, table, lists, clock);
  }

  /** The lists of a project, which grow by what a key with the scope write brings. */
  public KnownValues of(Project project) {
    return of(project, Share.WHOLE);
  }

  /** The lists of a project, which grow within this share. */
  public KnownValues of(Project project, Share share) {
    return new ValueLists(project.id(), project.settings(), share) {
      @Override
      ValueList valueList(Map<String, AttributeValue> key) {
        return remembered(key);
      }

      @Override
      boolean takes(Map<String, AttributeValue> key, String value, int cap) {
        return ValueListTable.this.takes(key, value, cap);
      }

      @Override
      boolean takesWithin(Map<String, AttributeValue> key, String value, int most) {
        return ValueListTable.this.takesWithin(key, value, most);
      }
    };
  }

  /**
   * The project as remembered. If it is not, it is read by one request with the lists that a
   * response with this content may ask for.
   */
  public Project project(String id, Content content, Share share) {
    if (projects.ifRemembered(id).isEmpty()) {
      // What the project is counted by is not known yet, so as if nobody had said anything.
      List<Map<String, AttributeValue>> missing = missing(id, Settings.DEFAULT, content, share);
      readAhead(() -> projects.valueListsAndProject(id, missing));
    }
    return projects.project(id);
  }

  /**
   * Reads by one request what is not remembered of the lists that a response with this content asks
   * for: one after the other, each would make its first caller wait for an answer of the store.
   */
  public void readAhead(Project project, Content content, Share share) {
    List<Map<String, AttributeValue>> missing =
        missing(project.id(), project.settings(), content, share);
    // One alone is read where it is asked for.
    if (missing.size() > 1) {
      readAhead(() -> projects.valueLists(missing));
    }
  }

  private void readAhead(Supplier<Map<Map<String, AttributeValue>, ValueList>> reading) {
    Instant asked = clock.instant();
    reading.get().forEach((key, list) -> lists.put(key, list, asked));
  }

  /**
   * The keys of the lists that a response with this content asks for and that are not remembered.
   */
  private List<Map<String, AttributeValue>> missing(
      String project, Settings settings, Content content, Share share) {
    // As long as the names are unknown, each of them may be a dimension.
    boolean knowsNames = lists.ifRemembered(ProjectTable.namesKey(project)).isPresent();
    Rehearsal rehearsal =
        new Rehearsal(
            project,
            settings,
            knowsNames ? share : Share.WHOLE,
            key -> lists.ifRemembered(key).orElse(ValueList.EMPTY));
    content.segmentation(settings.segmentRules(), rehearsal);
    return rehearsal.asked().filter(key -> lists.ifRemembered(key).isEmpty()).toList();
  }

  /** Whether a response with this content would add to the project's lists. */
  public boolean wouldGrow(Project project, Content content, Share share) {
    AtomicBoolean grows = new AtomicBoolean();
    KnownValues probe =
        new ValueLists(project.id(), project.settings(), share) {
          @Override
          ValueList valueList(Map<String, AttributeValue> key) {
            return remembered(key);
          }

          @Override
          boolean takes(Map<String, AttributeValue> key, String value, int cap) {
            // A list that is as long as it may be grows too: by the note that it is full.
            return takesWithin(key, value, Integer.MAX_VALUE);
          }

          @Override
          boolean takesWithin(Map<String, AttributeValue> key, String value, int most) {
            ValueList list = remembered(key);
            boolean isNew = list.takesWithin(value, most);
            grows.compareAndSet(false, isNew);
            return isNew || list.listed().contains(value);
          }
        };
    content.segmentation(project.settings().segmentRules(), probe);
    return grows.get();
  }

  /**
   * Whether a response with this content is one of the first with an undeclared property, whose
   * values are watched.
   */
  public boolean watches(Project project, Content content) {
    return early.watches(project, content);
  }

  /**
   * Notes the values of the undeclared properties that are dimensions, or become some by this, and
   * that are watched. A property is closed when nearly all of its first values differ.
   */
  public void watch(Project project, Content content) {
    KnownValues known = of(project);
    for (String name : content.dimensionNames(project.settings().segmentRules())) {
      if (known.takeName(name).isEmpty()) {
        early.note(project, name, content.properties().get(name));
      }
    }
  }

  /**
   * The lists of a project as they would grow: nothing is written. Not safe for several threads.
   */
  public KnownValues rehearsalOf(Project project, Share share) {
    return new Rehearsal(project.id(), project.settings(), share, this::remembered);
  }

  /** Lists that grow here only. */
  private static final class Rehearsal extends ValueLists {
    private final Function<Map<String, AttributeValue>, ValueList> now;
    private final Map<Map<String, AttributeValue>, ValueList> rehearsed = new LinkedHashMap<>();

    Rehearsal(
        String project,
        Settings settings,
        Share share,
        Function<Map<String, AttributeValue>, ValueList> now) {
      super(project, settings, share);
      this.now = now;
    }

    /** The keys of the lists that were asked for so far. */
    Stream<Map<String, AttributeValue>> asked() {
      return rehearsed.keySet().stream();
    }

    @Override
    ValueList valueList(Map<String, AttributeValue> key) {
      return rehearsed.computeIfAbsent(key, now);
    }

    @Override
    boolean takes(Map<String, AttributeValue> key, String value, int cap) {
      ValueList list = valueList(key);
      if (list.listed().contains(value)) {
        return true;
      }
      if (list.full() || list.listed().size() >= cap) {
        return false;
      }
      rehearsed.put(key, list.with(value));
      return true;
    }

    @Override
    boolean takesWithin(Map<String, AttributeValue> key, String value, int most) {
      ValueList list = valueList(key);
      if (list.takesWithin(value, most)) {
        rehearsed.put(key, list.with(value));
        return true;
      }
      return list.listed().contains(value);
    }
  }

  /**
   * Lets the lists of a project take again what they had refused: as a rebuild derives the segments
   * of all responses anew, nothing is counted in two places by it. What others remember of the
   * lists is wrong for a while.
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

  private ValueList remembered(Map<String, AttributeValue> key) {
    return lists.get(key).orElseThrow();
  }

  private boolean takes(Map<String, AttributeValue> key, String value, int cap) {
    ValueList list = remembered(key);
    if (list.listed().contains(value)) {
      return true;
    }
    if (list.full()) {
      return false;
    }
    return take(key, value, cap);
  }

  private boolean take(Map<String, AttributeValue> key, String value, int cap) {
    while (true) {
      Instant asked = clock.instant();
      try {
        lists.put(key, ProjectTable.valueListOf(add(key, value, cap)), asked);
        return true;
      } catch (ConditionalCheckFailedException e) {
        ValueList list = ProjectTable.valueListOf(e.item());
        if (list.listed().contains(value) || list.full() || list.closed().contains(value)) {
          lists.put(key, list, asked);
          return list.listed().contains(value) && !list.closed().contains(value);
        }
      }
      if (fills(key, cap)) {
        return false;
      }
      // A value was removed between the two writes: there is room again, and nothing was refused
      // yet.
    }
  }

  private boolean takesWithin(Map<String, AttributeValue> key, String value, int most) {
    ValueList list = remembered(key);
    if (!list.listed().contains(value) && !list.full() && list.listed().size() >= most) {
      // A value that is left off is lost, so it must not depend on what is remembered: a key that
      // writes may have brought it since.
      list = readNow(key);
    }
    if (!list.takesWithin(value, most)) {
      return list.listed().contains(value);
    }
    Instant asked = clock.instant();
    try {
      lists.put(key, ProjectTable.valueListOf(add(key, value, most)), asked);
      return true;
    } catch (ConditionalCheckFailedException e) {
      ValueList met = ProjectTable.valueListOf(e.item());
      lists.put(key, met, asked);
      return met.listed().contains(value);
    }
  }

  private ValueList readNow(Map<String, AttributeValue> key) {
    Instant asked = clock.instant();
    ValueList list = projects.valueList(key);
    lists.put(key, list, asked);
    return list;
  }

  /** Adds a value if there is room, and returns the item of the list. */
  private Map<String, AttributeValue> add(Map<String, AttributeValue> key, String value, int cap) {
    return dynamo
        .updateItem(
            update ->
                update
                    .tableName(table)
                    .key(key)
                    .updateExpression("ADD listed :values")
                    .conditionExpression(HAS_ROOM)
                    .expressionAttributeNames(FULL)
                    .expressionAttributeValues(
                        Map.of(
                            ":values", AttributeValue.fromSs(List.of(value)),
                            ":value", AttributeValue.fromS(value),
                            ":cap", number(cap)))
                    .returnValues(ReturnValue.ALL_NEW)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .attributes();
  }

  private boolean fills(Map<String, AttributeValue> key, int cap) {
    Instant asked = clock.instant();
    try {
      Map<String, AttributeValue> full =
          dynamo
              .updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(key)
                          .updateExpression("SET #full = :full")
                          .conditionExpression(IS_FULL)
                          .expressionAttributeNames(FULL)
                          .expressionAttributeValues(
                              Map.of(":full", flag(true), ":cap", number(cap)))
                          .returnValues(ReturnValue.ALL_NEW))
              .attributes();
      lists.put(key, ProjectTable.valueListOf(full), asked);
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
