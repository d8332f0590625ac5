package dev.seveneight.ingest;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.CancelledTransaction;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.LedgerThing;
import dev.seveneight.shared.store.PersonErasure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Reads and writes the items of the ledger. Every write is conditional, and a write that loses
 * brings back the item that it met, so that no second read is needed. Notes each write in the
 * {@link ChangeLog}.
 */
final class LedgerTable {
  /**
   * How long a write may take, from the stamping of {@code changed_at} on. Who follows the changes
   * reads only what is 5 s old, and so never passes a change that is still under way.
   */
  static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

  /** The id is not used yet. */
  private static final String IS_NEW = "attribute_not_exists(pk)";

  /** Nobody has written the item since it was read. */
  private static final String IS_AS_READ = "rev = :rev";

  /** The same of an item that somebody has taken the revision from. */
  private static final String STILL_HAS_NO_REVISION =
      "attribute_exists(pk) AND attribute_not_exists(rev)";

  private final DynamoDbClient dynamo;
  private final String table;

  LedgerTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** The item of this key as it is now; empty if there is none. */
  Map<String, AttributeValue> get(String key) {
    return dynamo
        .getItem(
            get ->
                get.tableName(table).key(Map.of(LedgerItems.KEY, text(key))).consistentRead(true))
        .item();
  }

  /**
   * What became of a write.
   *
   * @param isWritten whether it was written; if not, nothing was, because of something that was not
   *     there when the caller looked
   * @param inTheWay the item that stands where it should have been written, if that is known
   */
  record Write(boolean isWritten, Optional<Map<String, AttributeValue>> inTheWay) {
    private static final Write DONE = new Write(true, Optional.empty());

    private static Write lost(Optional<Map<String, AttributeValue>> inTheWay) {
      return new Write(false, inTheWay);
    }
  }

  /** Puts a new item. */
  Write putNew(Map<String, AttributeValue> item) {
    return put(item, IS_NEW, Map.of());
  }

  /** Puts an item in the place of the one of this revision. */
  Write replace(Map<String, AttributeValue> item, long rev) {
    return put(item, IS_AS_READ, Map.of(":rev", number(rev)));
  }

  /**
   * Puts an item in the place of another one.
   *
   * @param read the other one as it was read, also if it has no revision of ours
   */
  Write replace(Map<String, AttributeValue> item, Map<String, AttributeValue> read) {
    AttributeValue rev = read.get("rev");
    return rev == null
        ? put(item, STILL_HAS_NO_REVISION, Map.of())
        : put(item, IS_AS_READ, Map.of(":rev", rev));
  }

  /**
   * Deletes the item of this revision.
   *
   * @return whether it did; if not, the item is another one by now
   */
  boolean delete(String key, long rev) {
    try {
      dynamo.deleteItem(
          delete ->
              delete
                  .tableName(table)
                  .key(Map.of(LedgerItems.KEY, text(key)))
                  .conditionExpression(IS_AS_READ)
                  .expressionAttributeValues(Map.of(":rev", number(rev)))
                  .overrideConfiguration(override -> override.apiCallTimeout(WRITE_TIMEOUT)));
      LedgerThing.of(key).ifPresent(thing -> thing.note(Action.DELETE));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false;
    } catch (SdkException e) {
      LedgerThing.of(key).ifPresent(thing -> thing.noteFailed(Action.DELETE, e));
      throw e;
    }
  }

  /** The keys of what the index has of one person; it may be behind. */
  List<String> keysOfPerson(String answeredBy) {
    return dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .indexName(LedgerItems.BY_PERSON)
                    .keyConditionExpression("answered_by = :person")
                    .expressionAttributeValues(Map.of(":person", text(answeredBy))))
        .items()
        .stream()
        .map(entry -> textOf(entry, LedgerItems.KEY))
        .toList();
  }

  /**
   * Writes the next revision of an item of this revision, and nothing else.
   *
   * @return whether it did; if not, the item is another one by now
   */
  boolean touch(String key, long rev) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(Map.of(LedgerItems.KEY, text(key)))
                  .updateExpression("SET rev = :next")
                  .conditionExpression(IS_AS_READ)
                  .expressionAttributeValues(Map.of(":rev", number(rev), ":next", number(rev + 1)))
                  .overrideConfiguration(override -> override.apiCallTimeout(WRITE_TIMEOUT)));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false;
    }
  }

  private Write put(
      Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(table)
            .item(item)
            .conditionExpression(condition)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .overrideConfiguration(override -> override.apiCallTimeout(WRITE_TIMEOUT));
    if (!values.isEmpty()) {
      put.expressionAttributeValues(values);
    }
    WrittenThings written = WrittenThings.of(item, condition.equals(IS_NEW));
    try {
      dynamo.putItem(put.build());
      written.note();
      return Write.DONE;
    } catch (ConditionalCheckFailedException e) {
      if (item.equals(e.item())) {
        // Our own write, which the SDK repeated because the first answer did not arrive.
        written.note();
      }
      return Write.lost(Optional.of(e.item()));
    } catch (TransactionConflictException e) {
      // A transaction is writing the item at this moment; what it leaves there is not known yet.
      return Write.lost(Optional.empty());
    } catch (SdkException e) {
      written.noteFailed(e);
      throw e;
    }
  }

  /** A new item, to be written in a transaction. */
  TransactWriteItem newItem(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(item)
                    .conditionExpression(IS_NEW)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  /**
   * A change of an item that is as it was read, to be written in a transaction.
   *
   * @param rev the item's revision as it was read
   * @param attributes what it gets beside the next revision
   */
  TransactWriteItem changedItem(String key, long rev, Map<String, AttributeValue> attributes) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> assignments = new ArrayList<>(List.of("rev = :next"));
    values.put(":rev", number(rev));
    values.put(":next", number(rev + 1));
    attributes.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          values.put(":" + name, value);
          assignments.add("#" + name + " = :" + name);
        });
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(table)
                    .key(Map.of(LedgerItems.KEY, text(key)))
                    .updateExpression("SET " + String.join(", ", assignments))
                    .conditionExpression(IS_AS_READ)
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values))
        .build();
  }

  /** An item in the place of the one of this revision, to be written in a transaction. */
  TransactWriteItem replacedItem(Map<String, AttributeValue> item, long rev) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(item)
                    .conditionExpression(IS_AS_READ)
                    .expressionAttributeValues(Map.of(":rev", number(rev))))
        .build();
  }

  /** What begins to erase a person, to be written in a transaction. */
  List<TransactWriteItem> erasure(
      ProjectSecret secret, Map<String, AttributeValue> person, boolean keepScores, Instant now) {
    return PersonErasure.writes(table, secret, person, keepScores, now);
  }

  /** That an item is as it was read: without that, nothing else of the transaction is written. */
  TransactWriteItem unchangedItem(String key, long rev) {
    return TransactWriteItem.builder()
        .conditionCheck(
            check ->
                check
                    .tableName(table)
                    .key(Map.of(LedgerItems.KEY, text(key)))
                    .conditionExpression(IS_AS_READ)
                    .expressionAttributeValues(Map.of(":rev", number(rev))))
        .build();
  }

  /** The end of an item that is a person's, to be written in a transaction. */
  TransactWriteItem noItem(String key, String person) {
    return PersonErasure.noItem(table, key, person);
  }

  /**
   * Writes all or none. The last is the one whose place the caller gets to know of when it is
   * taken.
   *
   * @throws TransactionCanceledException if it cannot be written for a reason other than a race
   */
  Write writeTogether(List<TransactWriteItem> writes) {
    WrittenThings written = WrittenThings.of(writes, IS_NEW);
    try {
      dynamo.transactWriteItems(
          transaction ->
              transaction
                  .transactItems(writes)
                  .overrideConfiguration(override -> override.apiCallTimeout(WRITE_TIMEOUT)));
      written.note();
      return Write.DONE;
    } catch (TransactionCanceledException e) {
      if (!CancelledTransaction.isRace(e)) {
        throw e;
      }
      CancellationReason last = e.cancellationReasons().get(writes.size() - 1);
      return Write.lost(
          "ConditionalCheckFailed".equals(last.code()) && last.hasItem()
              ? Optional.of(last.item())
              : Optional.empty());
    } catch (SdkException e) {
      written.noteFailed(e);
      throw e;
    }
  }
}
