package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.number;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The revision of an item of the ledger, {@value #ATTRIBUTE}: the number of times it was written.
 * Every change is made on condition that the item still has the revision that was read, and writes
 * the next one.
 */
public final class ItemRevision {
  /** The attribute with the revision. */
  public static final String ATTRIBUTE = "rev";

  /** The item has not been written since it was read. */
  private static final WriteCondition IS_AS_READ = WriteCondition.of("rev = :rev");

  /** The item still has no revision, because it was removed by hand. */
  private static final WriteCondition STILL_HAS_NO_REVISION =
      WriteCondition.of("attribute_exists(pk) AND attribute_not_exists(rev)");

  private ItemRevision() {}

  /** Returns the condition that an item still has this revision. */
  public static WriteCondition isAsRead(long rev) {
    return isAsRead(number(rev));
  }

  /**
   * Returns the condition that an item is as it was read.
   *
   * @param read the item as it was read, even if it has no revision; empty if there was no item
   */
  public static WriteCondition isAsRead(Map<String, AttributeValue> read) {
    if (read.isEmpty()) {
      return WriteCondition.IS_NEW;
    }
    AttributeValue rev = read.get(ATTRIBUTE);
    return rev == null ? STILL_HAS_NO_REVISION : isAsRead(rev);
  }

  private static WriteCondition isAsRead(AttributeValue rev) {
    return IS_AS_READ.with(":rev", rev);
  }

  /**
   * Returns an update that writes the next revision of an item, if it still has this one. Even
   * without other changes, the update makes a record in the stream. Callers may add changes to it.
   */
  public static ItemUpdate next(Map<String, AttributeValue> key, long rev) {
    return ItemUpdate.of(key).set(ATTRIBUTE, number(rev + 1)).onlyIf(isAsRead(rev));
  }
}
