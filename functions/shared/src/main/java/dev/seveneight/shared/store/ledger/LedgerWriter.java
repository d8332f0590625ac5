package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.TableWrite;
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

/**
 * Reads and writes the items of the ledger. Every write is conditional. A conditional write that
 * fails returns the current item, so that no second read is needed. Notes each write in the {@link
 * dev.seveneight.shared.log.ChangeLog}.
 */
public final class LedgerWriter {
  private final ItemTable items;

  public LedgerWriter(DynamoDbClient dynamo, String table) {
    this.items = new ItemTable(dynamo, table).withWriteTimeout();
  }

  /** Returns the current item of this key; empty if there is none. */
  public Map<String, AttributeValue> get(String key) {
    return items.get(LedgerItems.key(key));
  }

  /** Puts a new item. */
  public WriteResult putNew(Map<String, AttributeValue> item) {
    return put(item, WriteCondition.IS_NEW);
  }

  /** Replaces the item of this revision. */
  public WriteResult replace(Map<String, AttributeValue> item, long rev) {
    return put(item, ItemRevision.isAsRead(rev));
  }

  /**
   * Replaces an item.
   *
   * @param read the replaced item as it was read; it may lack a valid revision
   */
  public WriteResult replace(Map<String, AttributeValue> item, Map<String, AttributeValue> read) {
    return put(item, ItemRevision.isAsRead(read));
  }

  /**
   * Deletes the item of this revision.
   *
   * @return whether the item was deleted; false if it has changed since
   */
  public boolean delete(String key, long rev) {
    Map<String, AttributeValue> itemKey = LedgerItems.key(key);
    return noting(
            WrittenThings.deleted(itemKey), () -> items.delete(itemKey, ItemRevision.isAsRead(rev)))
        .isWritten();
  }

  /** Returns the keys that the index lists for one person. The index is eventually consistent. */
  public List<String> keysOfPerson(String answeredBy) {
    return items
        .all(LedgerQueries.ofPerson(answeredBy))
        .map(entry -> textOf(entry, LedgerItems.KEY))
        .toList();
  }

  /**
   * Writes the next revision of an item of this revision, and nothing else.
   *
   * @return whether it was written; false if the item has changed since
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

  /** Returns the write of a new item, for a transaction. */
  public TableWrite newItem(Map<String, AttributeValue> item) {
    return items.toPut(item, WriteCondition.IS_NEW);
  }

  /**
   * Returns the change of an item that has not changed since it was read, for a transaction.
   *
   * @param rev the item's revision as it was read
   * @param attributes the attributes to set with the next revision
   */
  public TableWrite changedItem(String key, long rev, Map<String, AttributeValue> attributes) {
    return items.toUpdate(ItemRevision.next(LedgerItems.key(key), rev).setAll(attributes));
  }

  /** Returns the replacement of the item of this revision, for a transaction. */
  TableWrite replacedItem(Map<String, AttributeValue> item, long rev) {
    return items.toPut(item, ItemRevision.isAsRead(rev));
  }

  /** Returns the writes that begin to erase a person, for a transaction. */
  public List<TableWrite> erasure(
      ProjectSecret secret, Map<String, AttributeValue> person, boolean keepScores, Instant now) {
    return PersonErasure.writes(items, secret, person, keepScores, now);
  }

  /**
   * Returns a check that an item has not changed since it was read, for a transaction. If the check
   * fails, nothing of the transaction is written.
   */
  TableWrite unchangedItem(String key, long rev) {
    return items.toRequire(LedgerItems.key(key), ItemRevision.isAsRead(rev));
  }

  /** Returns the deletion of an item of a person, for a transaction. */
  TableWrite noItem(String key, String person) {
    return PersonErasure.noItem(items, key, person);
  }

  /**
   * Makes all of the writes or no write. If the condition of the last write fails, the result has
   * its item.
   */
  public WriteResult writeTogether(List<TableWrite> writes) {
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
