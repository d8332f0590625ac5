package dev.seveneight.audit.upkeep;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;

import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.project.ProjectTable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores how far a project's {@link Retention} has come. Safe for use by several threads. */
public final class RetentionCursor {
  private static final String ITEM = ProjectItemType.RETENTION_CURSOR.place();
  private static final String REACHED = "reached";

  /** The second is later than the one that is stored. */
  private static final WriteCondition IS_LATER =
      WriteCondition.of("attribute_not_exists(reached) OR reached < :reached");

  private final ItemTable projects;

  public RetentionCursor(ItemTable projects) {
    this.projects = projects;
  }

  /** Returns the second up to which all items were checked; 0 for none. */
  long of(String project) {
    Map<String, AttributeValue> item = projects.get(key(project));
    return item.isEmpty() ? 0 : numberOf(item, REACHED);
  }

  /** Stores the second up to which all items were checked, unless a later one is stored. */
  void raise(String project, long second) {
    projects.update(
        ItemUpdate.of(key(project))
            .set(REACHED, number(second))
            .onlyIf(IS_LATER.with(":reached", number(second))));
  }

  private static Map<String, AttributeValue> key(String project) {
    return ProjectTable.key(project, ITEM);
  }
}
