package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.WriteResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Reads and writes the items of the ledger. Every write is conditional, and a write that another
 * one has preceded brings back the item that it met, so that no second read is needed. Notes each
 * write in the {@link dev.seveneight.shared.log.ChangeLog}.
 */
public final class LedgerWriter {
  private final DynamoDbClient dynamo;
  private final String table;
  private final ItemTable items;

  public LedgerWriter(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.items = new ItemTable(dynamo, table).withWriteTimeout();
  }

  /** The item of this key as it is now; empty if there is none. */
  public Map<String, AttributeValue> get(String key) {
    return items.get(LedgerItems.key(key));
  }

  /** Puts a new item. */
  public WriteResult putNew(Map<String, AttributeValue> item) {
    return put(item, WriteCondition.IS_NEW);
  }

  /** Puts an item in the place of the one of this revision. */
  public WriteResult replace(Map<String, AttributeValue> item, long rev) {
    return put(item, ItemRevision.isAsRead(rev));
  }

  /**
   * Puts an item in the place of another one.
   *
   * @param read the other one as it was read, also if it has no revision of ours
   */
  public WriteResult replace(Map<String, AttributeValue> item, Map<String, AttributeValue> read) {
    return put(item, ItemRevision.isAsRead(read));
  }

  /**
   * Deletes the item of this revision.
   *
   * @return whether it did; if not, the item is another one by now
   */
  public boolean delete(String key, long rev) {
    Map<String, AttributeValue> itemKey = LedgerItems.key(key);
    return noting(
            WrittenThings.deleted(itemKey), () -> items.delete(itemKey, ItemRevision.isAsRead(rev)))
        .isWritten();
  }

  /** The keys of what the index has of one person; it may be behind. */
  public List<String> keysOfPerson(String answeredBy) {
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
  public boolean touch(String key, long rev) {
    return items.update(ItemRevision.next(LedgerItems.key(key), rev)).isWritten();
  }

  private WriteResult put(Map<String, AttributeValue> item, WriteCondition condition) {
    WrittenThings written = WrittenThings.of(item, condition.equals(WriteCondition.IS_NEW));
    WriteResult result = noting(written, () -> items.put(item, condition));
    if (result.inTheWay().equals(Optional.of(item))) {
      // Our own write, which the SDK repeated because the first reply did not arrive.
      written.note();
    }
    return result;
  }

  /** A new item, to be written in a transaction. */
  public TransactWriteItem newItem(Map<String, AttributeValue> item) {
    return items.toPut(item, WriteCondition.IS_NEW);
  }

  /**
   * A change of an item that is as it was read, to be written in a transaction.
   *
   * @param rev the item's revision as it was read
   * @param attributes what is set with the next revision
   */
  public TransactWriteItem changedItem(
      String key, long rev, Map<String, AttributeValue> attributes) {
    return items.toUpdate(ItemRevision.next(LedgerItems.key(key), rev).setAll(attributes));
  }

  /** An item in the place of the one of this revision, to be written in a transaction. */
  TransactWriteItem replacedItem(Map<String, AttributeValue> item, long rev) {
    return items.toPut(item, ItemRevision.isAsRead(rev));
  }

  /** The writes that begin to erase a person, for a transaction. */
  public List<TransactWriteItem> erasure(
      ProjectSecret secret, Map<String, AttributeValue> person, boolean keepScores, Instant now) {
    return PersonErasure.writes(items, secret, person, keepScores, now);
  }

  /** That an item is as it was read: without that, nothing else of the transaction is written. */
  TransactWriteItem unchangedItem(String key, long rev) {
    return items.toRequire(LedgerItems.key(key), ItemRevision.isAsRead(rev));
  }

  /** The deletion of an item of a person, to be written in a transaction. */
  TransactWriteItem noItem(String key, String person) {
    return PersonErasure.noItem(items, key, person);
  }

  /**
   * Writes all or none. The item of the last one comes back if that is the one whose condition
   * failed.
   */
  public WriteResult writeTogether(List<TransactWriteItem> writes) {
    return noting(WrittenThings.of(writes), () -> items.writeTogether(writes));
  }

  private static WriteResult noting(WrittenThings written, Supplier<WriteResult> write) {
    try {
      WriteResult result = write.get();
      if (result.isWritten()) {
        written.note();
      }
      return result;
    } catch (SdkException e) {
      written.noteFailed(e);
      throw e;
    }
  }
}
