package dev.seveneight.shared.store.project;

import dev.seveneight.shared.project.Project;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items in the table of projects for records of the ledger's stream that were set aside. Each
 * names the record, its item and the fault, but has nothing of the item's content. The sort keys
 * begin with the project.
 */
public final class SetAsideItems {
  /** The partition of all these items. No project's name begins like this. */
  public static final String PARTITION = ProjectItemType.SET_ASIDE.partition();

  /** The attribute with the key of the record's item in the ledger. */
  public static final String ITEM_KEY = "item_key";

  /**
   * The attribute that says whether the record is missing from tallies or journeys until a rebuild.
   */
  public static final String NEEDS_REBUILD = "needs_rebuild";

  /** Stands for the project if the item's key is not one of ours. No project has this name. */
  private static final String NOBODY = "-";

  private SetAsideItems() {}

  /** Returns the key of such an item. The items of a project are next to each other. */
  public static Map<String, AttributeValue> key(String itemKey, String shard, String record) {
    return ProjectTable.keyIn(PARTITION, placeOf(projectOf(itemKey)) + shard + "#" + record);
  }

  /** Returns the beginning of the sort keys of a project's items. */
  public static String placeOf(String project) {
    return project + "#";
  }

  private static String projectOf(String itemKey) {
    String project = itemKey.split("#", 2)[0];
    return itemKey.contains("#") && Project.isName(project) ? project : NOBODY;
  }
}
