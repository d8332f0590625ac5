package dev.seveneight.audit.cleanup;

import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.segment.ValueList;
import dev.seveneight.shared.store.project.ProjectTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Closes names and values in the lists of a project, and restores them. What is closed is not
 * listed again by responses that still have it. All writes are unconditional, because they add to
 * sets or take from them: to do one twice is the same as once.
 *
 * <p>Safe for use by several threads.
 */
public final class ClosedLists {
  private final DynamoDbClient dynamo;
  private final String table;
  private final ProjectTable projects;

  public ClosedLists(DynamoDbClient dynamo, String table, ProjectTable projects) {
    this.dynamo = dynamo;
    this.table = table;
    this.projects = projects;
  }

  ValueList names(String project) {
    return projects.valueList(ProjectTable.namesKey(project));
  }

  ValueList values(String project, String dimension) {
    return projects.valueList(ProjectTable.valuesKey(project, dimension));
  }

  /** The names that are closed and still listed. */
  Set<String> leftOf(String project) {
    ValueList names = names(project);
    Set<String> left = new TreeSet<>(names.closed());
    left.retainAll(names.listed());
    return left;
  }

  void closeName(String project, String name) {
    update(ProjectTable.namesKey(project), "ADD closed :some", Set.of(name));
  }

  /** Takes closed names with their values out of the lists. */
  void remove(String project, Collection<String> names) {
    for (String name : names) {
      update(
          ProjectTable.valuesKey(project, name),
          "REMOVE listed, #full, early",
          Map.of(),
          Map.of("#full", ProjectTable.FULL));
    }
    // Last: as long as a closed name is listed, it is found again.
    update(ProjectTable.namesKey(project), "DELETE listed :some", names);
  }

  /** Restores a name, which is not watched again: an operator wants it counted. */
  void restoreName(String project, String name) {
    update(
        ProjectTable.valuesKey(project, name),
        "SET seen = :watched REMOVE early",
        Map.of(":watched", number(ProjectTable.WATCHED)),
        Map.of());
    update(ProjectTable.namesKey(project), "DELETE closed :some", Set.of(name));
  }

  void closeValues(String project, String dimension, Collection<String> values) {
    update(
        ProjectTable.valuesKey(project, dimension), "ADD closed :some DELETE listed :some", values);
  }

  void restoreValues(String project, String dimension, Collection<String> values) {
    update(ProjectTable.valuesKey(project, dimension), "DELETE closed :some", values);
  }

  private void update(Map<String, AttributeValue> key, String expression, Collection<String> some) {
    AttributeValue set = AttributeValue.fromSs(List.copyOf(new TreeSet<>(some)));
    update(key, expression, Map.of(":some", set), Map.of());
  }

  private void update(
      Map<String, AttributeValue> key,
      String expression,
      Map<String, AttributeValue> values,
      Map<String, String> names) {
    dynamo.updateItem(
        update -> {
          update.tableName(table).key(key).updateExpression(expression);
          if (!values.isEmpty()) {
            update.expressionAttributeValues(new HashMap<>(values));
          }
          if (!names.isEmpty()) {
            update.expressionAttributeNames(names);
          }
        });
  }
}
