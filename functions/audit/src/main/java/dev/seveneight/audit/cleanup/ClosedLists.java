package dev.seveneight.audit.cleanup;

import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.segment.ValueList;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.project.ProjectTable;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Closes names and values in the lists of a project, and restores them. Closed names and values are
 * not listed again by responses that still have them. All writes are unconditional, because they
 * add to sets or remove from them, which is idempotent.
 *
 * <p>Safe for use by several threads.
 */
public final class ClosedLists {
  private final ItemTable lists;
  private final ProjectTable projects;

  public ClosedLists(ItemTable lists, ProjectTable projects) {
    this.lists = lists;
    this.projects = projects;
  }

  ValueList names(String project) {
    return projects.valueList(ProjectTable.namesKey(project));
  }

  ValueList values(String project, String dimension) {
    return projects.valueList(ProjectTable.valuesKey(project, dimension));
  }

  /** Returns the names that are closed and still listed. */
  Set<String> leftOf(String project) {
    ValueList names = names(project);
    Set<String> left = new TreeSet<>(names.closed());
    left.retainAll(names.listed());
    return left;
  }

  void closeName(String project, String name) {
    lists.updateAlways(
        ItemUpdate.of(ProjectTable.namesKey(project)).add(ProjectTable.CLOSED, set(Set.of(name))));
  }

  /** Removes closed names with their values from the lists. */
  void remove(String project, Collection<String> names) {
    for (String name : names) {
      lists.updateAlways(
          ItemUpdate.of(ProjectTable.valuesKey(project, name))
              .remove(ProjectTable.LISTED)
              .remove(ProjectTable.FULL)
              .remove(ProjectTable.EARLY));
    }
    // Last: while a closed name is listed, it is found again.
    lists.updateAlways(
        ItemUpdate.of(ProjectTable.namesKey(project))
            .removeFromSet(ProjectTable.LISTED, set(names)));
  }

  /** Restores a name, which is not watched again: an operator wants it counted. */
  void restoreName(String project, String name) {
    lists.updateAlways(
        ItemUpdate.of(ProjectTable.valuesKey(project, name))
            .set(ProjectTable.SEEN, number(ProjectTable.WATCHED))
            .remove(ProjectTable.EARLY));
    lists.updateAlways(
        ItemUpdate.of(ProjectTable.namesKey(project))
            .removeFromSet(ProjectTable.CLOSED, set(Set.of(name))));
  }

  void closeValues(String project, String dimension, Collection<String> values) {
    lists.updateAlways(
        ItemUpdate.of(ProjectTable.valuesKey(project, dimension))
            .add(ProjectTable.CLOSED, set(values))
            .removeFromSet(ProjectTable.LISTED, set(values)));
  }

  void restoreValues(String project, String dimension, Collection<String> values) {
    lists.updateAlways(
        ItemUpdate.of(ProjectTable.valuesKey(project, dimension))
            .removeFromSet(ProjectTable.CLOSED, set(values)));
  }

  private static AttributeValue set(Collection<String> some) {
    return AttributeValue.fromSs(List.copyOf(new TreeSet<>(some)));
  }
}
