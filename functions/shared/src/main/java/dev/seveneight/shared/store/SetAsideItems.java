package dev.seveneight.shared.store;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where records of the ledger's stream that were set aside stand in the table of projects: which
 * record, of which item, and what is wrong, but nothing of what the item says.
 */
public final class SetAsideItems {
  /** The partition of all of them. No project's name begins like this. */
  public static final String PARTITION = "~set-aside";

  /** The attribute with the key of the record's item in the ledger. */
  public static final String ITEM_KEY = "item_key";

  /**
   * The attribute that says whether the record is missing in tallies or journeys until a rebuild.
   */
  public static final String NEEDS_REBUILD = "needs_rebuild";

  private SetAsideItems() {}

  /** The key of one of them. */
  public static Map<String, AttributeValue> key(String shard, String record) {
    return ProjectTable.keyIn(PARTITION, shard + "#" + record);
  }
}
