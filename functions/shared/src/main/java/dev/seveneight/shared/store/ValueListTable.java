package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.KnownValues;
import dev.seveneight.shared.store.ProjectTable.ValueList;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
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
  /** There is room, or it is listed already; and the list has never refused. */
  private static final String HAS_ROOM =
      "attribute_not_exists(#full) AND (attribute_not_exists(listed) OR contains(listed, :value)"
          + " OR size(listed) < :cap)";

  /** The list is as long as it may be. */
  private static final String IS_FULL = "size(listed) >= :cap";

  /** The list is there and was not opened under this name. */
  private static final String IS_NOT_OPENED =
      "attribute_exists(pk) AND (attribute_not_exists(opening) OR opening <> :opening)";

  private static final Map<String, String> FULL = Map.of("#full", ProjectTable.FULL);

  /** As many lists as a response can be counted by: the names, and the values of each dimension. */
  private static final int MOST_LISTS = 1 + Dimensions.BUILT_IN.size() + Dimensions.MOST_PROPERTIES;

  private final DynamoDbClient dynamo;
  private final String table;
  private final ProjectTable projects;
  private final Remembered<Map<String, AttributeValue>, ValueList> lists;

  /** Keeps the lists in the table of projects. */
  public ValueListTable(
      DynamoDbClient dynamo, String table, ProjectTable projects, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.projects = projects;
    this.lists =
        new Remembered<>(
            clock, ProjectTable.REMEMBERED, key -> Optional.of(projects.valueList(key)));
  }

  /** The lists of a project, which grow. */
  public KnownValues of(Project project) {
    return new ValueLists(project) {
      @Override
      ValueList valueList(Map<String, AttributeValue> key) {
        return remembered(key);
      }

      @Override
      boolean takes(Map<String, AttributeValue> key, String value, int cap) {
        return ValueListTable.this.takes(key, value, cap);
      }
    };
  }

  /**
   * Reads by one request what is not remembered of the lists that a response with this content asks
   * for: one after the other, each would make its first caller wait for an answer of the store.
   */
  public void readAhead(Project project, Content content) {
    Set<Map<String, AttributeValue>> asked = new LinkedHashSet<>();
    KnownValues probe =
        new ValueLists(project) {
          @Override
          ValueList valueList(Map<String, AttributeValue> key) {
            asked.add(key);
            return lists.ifRemembered(key).orElse(ValueList.EMPTY);
          }

          @Override
          boolean takes(Map<String, AttributeValue> key, String value, int cap) {
            ValueList list = valueList(key);
            return list.listed().contains(value) || !list.full();
          }
        };
    content.segments(project.settings().segmentRules(), probe);
    List<Map<String, AttributeValue>> missing =
        asked.stream()
            .filter(key -> lists.ifRemembered(key).isEmpty())
            // Before the names are known, any property could be a dimension.
            .limit(MOST_LISTS)
            .toList();
    // One alone is read where it is asked for.
    if (missing.size() > 1) {
      projects.valueLists(missing).forEach(lists::put);
    }
  }

  /** Whether a response with this content would add to the project's lists. */
  public boolean wouldGrow(Project project, Content content) {
    AtomicBoolean grows = new AtomicBoolean();
    KnownValues probe =
        new ValueLists(project) {
          @Override
          ValueList valueList(Map<String, AttributeValue> key) {
            return remembered(key);
          }

          @Override
          boolean takes(Map<String, AttributeValue> key, String value, int cap) {
            ValueList list = remembered(key);
            boolean isNew = !list.listed().contains(value) && !list.full();
            grows.compareAndSet(false, isNew);
            return isNew || list.listed().contains(value);
          }
        };
    content.segments(project.settings().segmentRules(), probe);
    return grows.get();
  }

  /**
   * The lists of a project as they would grow: nothing is written. Not safe for several threads.
   */
  public KnownValues rehearsalOf(Project project) {
    Map<Map<String, AttributeValue>, ValueList> rehearsed = new HashMap<>();
    return new ValueLists(project) {
      @Override
      ValueList valueList(Map<String, AttributeValue> key) {
        return rehearsed.computeIfAbsent(
            key,
            absent -> {
              ValueList now = remembered(key);
              return new ValueList(new TreeSet<>(now.listed()), now.full());
            });
      }

      @Override
      boolean takes(Map<String, AttributeValue> key, String value, int cap) {
        ValueList list = valueList(key);
        boolean room = !list.full() && list.listed().size() < cap;
        return list.listed().contains(value) || (room && list.listed().add(value));
      }
    };
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
                        Map.of(":project", text(project.id()), ":values", text(ofValues)))
                    .consistentRead(true))
        .items()
        .forEach(
            item -> openOne(ProjectTable.key(textOf(item, "pk"), textOf(item, "sk")), opening));
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
      try {
        Map<String, AttributeValue> grown =
            dynamo
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
        lists.put(key, ProjectTable.valueListOf(grown));
        return true;
      } catch (ConditionalCheckFailedException e) {
        ValueList list = ProjectTable.valueListOf(e.item());
        if (list.listed().contains(value) || list.full()) {
          lists.put(key, list);
          return list.listed().contains(value);
        }
      }
      if (closes(key, cap)) {
        return false;
      }
      // A value was removed between the two writes: there is room again, and nothing was refused
      // yet.
    }
  }

  private boolean closes(Map<String, AttributeValue> key, int cap) {
    try {
      Map<String, AttributeValue> closed =
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
      lists.put(key, ProjectTable.valueListOf(closed));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
