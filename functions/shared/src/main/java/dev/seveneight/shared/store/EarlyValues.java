package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.textSetOf;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ProjectTable.ValueList;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Watches the first {@value ProjectTable#WATCHED} responses with each undeclared property. If more
 * than {@value #MOST_DIFFERENT} of their values differ, the values are names, numbers or times of
 * single people or things: the property is closed, and no further response is counted by it. After
 * these responses nothing is written or read for it any more.
 *
 * <p>Safe for use by several threads and functions: each response is one atomic update. A request
 * that is repeated after a failure may be noted twice, which makes it less likely that a property
 * is closed.
 */
final class EarlyValues {
  /** The most values of the watched responses that may differ. */
  static final int MOST_DIFFERENT = 90;

  /** Enough that two of a hundred values hardly ever have the same hash. */
  private static final int HASH_BYTES = 6;

  /** The watch has not ended. */
  private static final String IS_WATCHED = "attribute_not_exists(seen) OR seen < :watched";

  /** Nobody has ended the watch, or restored the property. */
  private static final String IS_NOT_ENDED = "attribute_exists(early)";

  private final DynamoDbClient dynamo;
  private final String table;
  private final Remembered<Map<String, AttributeValue>, ValueList> lists;
  private final InstantSource clock;

  EarlyValues(
      DynamoDbClient dynamo,
      String table,
      Remembered<Map<String, AttributeValue>, ValueList> lists,
      InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.lists = lists;
    this.clock = clock;
  }

  /** Whether a response has a property that is a dimension, not declared, and watched. */
  boolean watches(Project project, Content content) {
    List<String> names = content.dimensionNames(project.settings().segmentRules());
    if (names.isEmpty()) {
      return false;
    }
    ValueList known = list(ProjectTable.namesKey(project.id()));
    return names.stream()
        .filter(name -> known.listed().contains(name) && !known.closed().contains(name))
        .anyMatch(name -> isWatched(list(ProjectTable.valuesKey(project.id(), name))));
  }

  private static boolean isWatched(ValueList values) {
    return values.seen() < ProjectTable.WATCHED || values.watching();
  }

  /** Notes a value of a property that is a dimension and not declared, if it is watched. */
  void note(Project project, String name, String value) {
    if (!isWatched(list(ProjectTable.valuesKey(project.id(), name)))) {
      return;
    }
    Map<String, AttributeValue> key = ProjectTable.valuesKey(project.id(), name);
    Map<String, AttributeValue> item = noted(key, hash(project, value));
    if (item.containsKey(ProjectTable.EARLY) && ProjectTable.seenOf(item) >= ProjectTable.WATCHED) {
      if (textSetOf(item, ProjectTable.EARLY).size() > MOST_DIFFERENT) {
        close(project, name);
      }
      endWatch(key);
    }
  }

  /**
   * The item of a list after a value was noted, or as it was if the watch has ended; empty if
   * somebody else has written it so that nothing can be noted, which ends the watch as well.
   */
  private Map<String, AttributeValue> noted(Map<String, AttributeValue> key, String hash) {
    Instant asked = clock.instant();
    Map<String, AttributeValue> item;
    try {
      item =
          dynamo
              .updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(key)
                          .updateExpression("ADD seen :one, early :hash")
                          .conditionExpression(IS_WATCHED)
                          .expressionAttributeValues(
                              Map.of(
                                  ":one",
                                  number(1),
                                  ":hash",
                                  AttributeValue.fromSs(List.of(hash)),
                                  ":watched",
                                  number(ProjectTable.WATCHED)))
                          .returnValues(ReturnValue.ALL_NEW)
                          .returnValuesOnConditionCheckFailure(
                              ReturnValuesOnConditionCheckFailure.ALL_OLD))
              .attributes();
    } catch (ConditionalCheckFailedException e) {
      item = e.item();
    } catch (DynamoDbException e) {
      if (!Refusal.isInvalid(e)) {
        throw e;
      }
      lists.put(key, list(key).unwatched(), asked);
      return Map.of();
    }
    lists.put(key, ProjectTable.valueListOf(item), asked);
    return item;
  }

  /** Unconditional: to close a property twice is the same as once. */
  private void close(Project project, String name) {
    Map<String, AttributeValue> key = ProjectTable.namesKey(project.id());
    Instant asked = clock.instant();
    Map<String, AttributeValue> names =
        dynamo
            .updateItem(
                update ->
                    update
                        .tableName(table)
                        .key(key)
                        .updateExpression("ADD closed :name")
                        .expressionAttributeValues(
                            Map.of(":name", AttributeValue.fromSs(List.of(name))))
                        .returnValues(ReturnValue.ALL_NEW))
            .attributes();
    lists.put(key, ProjectTable.valueListOf(names), asked);
  }

  private void endWatch(Map<String, AttributeValue> key) {
    Instant asked = clock.instant();
    try {
      Map<String, AttributeValue> values =
          dynamo
              .updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(key)
                          .updateExpression("REMOVE early")
                          .conditionExpression(IS_NOT_ENDED)
                          .returnValues(ReturnValue.ALL_NEW))
              .attributes();
      lists.put(key, ProjectTable.valueListOf(values), asked);
    } catch (ConditionalCheckFailedException e) {
      // Another response has ended it.
      return;
    }
  }

  private ValueList list(Map<String, AttributeValue> key) {
    return lists.get(key).orElseThrow();
  }

  private static String hash(Project project, String value) {
    return HexFormat.of().formatHex(project.secret().hmac("early value", value), 0, HASH_BYTES);
  }
}
