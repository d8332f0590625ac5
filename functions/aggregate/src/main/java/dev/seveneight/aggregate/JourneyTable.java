package dev.seveneight.aggregate;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.store.JourneyItems;
import dev.seveneight.shared.store.JourneyItems.Entry;
import dev.seveneight.shared.store.LedgerItems;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Fills the journeys of the ledger. A journey is never made here: one that is not there belongs to
 * a person who was erased, and a late record must not bring it back. An entry is written only over
 * an older revision of its response, so that records may come again, late and in any order.
 */
final class JourneyTable {
  /** The person is there, and the journey keeps answers. */
  private static final String IS_KEPT = "attribute_exists(pk) AND attribute_not_exists(overflowed)";

  /** What the journey knows of the response is older. */
  private static final String IS_NEWS =
      " AND (attribute_not_exists(answers.#id) OR answers.#id.#rev < :rev)";

  /** There is room for one more entry, or the response has one. */
  private static final String HAS_ROOM =
      " AND (attribute_exists(answers.#id) OR size(answers) < :bound)";

  private static final String SET_ENTRY = "SET answers.#id = :entry, #rev = #rev + :one";

  /** And is listed from now on, so that the marker is found and removed. */
  private static final String AND_LIST = ", listing = :listing, listed_at = :at";

  private static final String OVERFLOW =
      "SET overflowed = :overflowed, answers = :none, #rev = #rev + :one";

  private final DynamoDbClient dynamo;
  private final String table;
  private final int bound;

  JourneyTable(DynamoDbClient dynamo, String table, int bound) {
    this.dynamo = dynamo;
    this.table = table;
    this.bound = bound;
  }

  /**
   * Writes what a journey has to know, unless it knows something newer.
   *
   * @return whether the journey is there
   */
  boolean apply(JourneyChange change) {
    Progress progress = Progress.TRY_AGAIN;
    while (progress == Progress.TRY_AGAIN) {
      progress = tryToApply(change);
    }
    return progress == Progress.DONE;
  }

  private enum Progress {
    DONE,
    NO_JOURNEY,
    TRY_AGAIN
  }

  private Progress tryToApply(JourneyChange change) {
    Map<String, AttributeValue> journey;
    try {
      dynamo.updateItem(change.answer().isPresent() ? answer(change) : marker(change));
      return Progress.DONE;
    } catch (ConditionalCheckFailedException e) {
      journey = e.item();
    } catch (TransactionConflictException e) {
      // The journey is being written this moment.
      return Progress.TRY_AGAIN;
    } catch (DynamoDbException e) {
      if (!isTooLarge(e)) {
        throw e;
      }
      overflow(change, IS_KEPT);
      return Progress.DONE;
    }
    if (journey.isEmpty()) {
      return Progress.NO_JOURNEY;
    }
    if (isSet(journey, JourneyItems.OVERFLOWED)) {
      return Progress.DONE;
    }
    SortedMap<String, Entry> entries = JourneyItems.entries(journey);
    Entry known = entries.get(change.response());
    if (known != null && known.rev() >= change.rev()) {
      return Progress.DONE;
    }
    if (known == null && entries.size() >= bound) {
      return overflow(change, IS_KEPT + " AND size(answers) >= :bound")
          ? Progress.DONE
          : Progress.TRY_AGAIN;
    }
    return Progress.TRY_AGAIN;
  }

  private UpdateItemRequest answer(JourneyChange change) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":entry", JourneyItems.answer(change.rev(), change.answer().orElseThrow()));
    values.put(":bound", number(bound));
    return entry(change, SET_ENTRY, IS_KEPT + IS_NEWS + HAS_ROOM, values);
  }

  private UpdateItemRequest marker(JourneyChange change) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":entry", JourneyItems.marker(change.rev(), change.time()));
    values.put(":listing", text(LedgerItems.listing(change.project(), JourneyItems.WITH_MARKERS)));
    values.put(":at", text(LedgerItems.listedAt(change.time().getEpochSecond(), change.person())));
    return entry(change, SET_ENTRY + AND_LIST, IS_KEPT + IS_NEWS, values);
  }

  private UpdateItemRequest entry(
      JourneyChange change,
      String expression,
      String condition,
      Map<String, AttributeValue> values) {
    values.put(":rev", number(change.rev()));
    values.put(":one", number(1));
    return update(change, expression, condition)
        .expressionAttributeNames(Map.of("#id", change.response(), "#rev", "rev"))
        .expressionAttributeValues(values)
        .build();
  }

  private UpdateItemRequest.Builder update(
      JourneyChange change, String expression, String condition) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(
            Map.of(
                LedgerItems.KEY, text(LedgerItems.journeyKey(change.project(), change.person()))))
        .updateExpression(expression)
        .conditionExpression(condition)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  /** Gives up keeping the answers. Whether that was done, or there is nothing more to do. */
  private boolean overflow(JourneyChange change, String condition) {
    Map<String, AttributeValue> values =
        new HashMap<>(
            Map.of(
                ":overflowed", flag(true),
                ":none", AttributeValue.fromM(Map.of()),
                ":one", number(1)));
    if (condition.contains(":bound")) {
      values.put(":bound", number(bound));
    }
    try {
      dynamo.updateItem(
          update(change, OVERFLOW, condition)
              .expressionAttributeNames(Map.of("#rev", "rev"))
              .expressionAttributeValues(values)
              .build());
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /** An item holds 400 KB; with many long segments that is less than the bound's entries. */
  private static boolean isTooLarge(DynamoDbException e) {
    return e.awsErrorDetails() != null
        && "ValidationException".equals(e.awsErrorDetails().errorCode())
        && Optional.ofNullable(e.awsErrorDetails().errorMessage())
            .filter(message -> message.contains("size"))
            .isPresent();
  }
}
