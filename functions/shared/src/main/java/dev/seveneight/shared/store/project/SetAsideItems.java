package dev.seveneight.shared.store.project;

import dev.seveneight.shared.project.Project;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where records of the ledger's stream that were set aside stand in the table of projects: which
 * record, of which item, and what is wrong, but nothing of what the item says. Their sort keys
 * begin with the project.
 */
public final class SetAsideItems {
  /** The partition of all of them. No project's name begins like this. */
  public static final String PARTITION = ProjectItemType.SET_ASIDE.partition();

  /** The attribute with the key of the record's item in the ledger. */
  public static final String ITEM_KEY = "item_key";

  /**
   * The attribute that says whether the record is missing in tallies or journeys until a rebuild.
   */
  public static final String NEEDS_REBUILD = "needs_rebuild";

  /** In the place of a project: the item's key is none of ours. No project's name is this. */
  private static final String NOBODY = "-";

  private SetAsideItems() {}

  /** The key of one of them. Those of a project stand together. */
  public static Map<String, AttributeValue> key(String itemKey, String shard, String record) {
    return ProjectTable.keyIn(PARTITION, placeOf(projectOf(itemKey)) + shard + "#" + record);
  }

  /** What the sort keys of a project's begin with. */
  public static String placeOf(String project) {
    return project + "#";
  }

  private static String projectOf(String itemKey) {
    String project = itemKey.split("#", 2)[0];
    return itemKey.contains("#") && Project.isName(project) ? project : NOBODY;
  }
}
