package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.textSetOf;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which days' tallies of a project were changed on which date: the work list of the nightly run.
 * One item for each project and date in the table of tallies; to note a day again changes nothing.
 */
public final class ChangedDays {
  private static final String PARTITION = "~changed#";

  private final DynamoDbClient dynamo;
  private final String table;

  /** Keeps the list in the table of tallies. */
  public ChangedDays(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * The days whose tallies were changed on a date.
   *
   * @param date in UTC
   * @param days {@code 2026-03-01}, sorted
   */
  public record Changed(LocalDate date, List<String> days) {}

  /** Notes that tallies of these days are changed on this date. */
  public void note(String project, LocalDate date, Collection<String> days) {
    dynamo.updateItem(
        update ->
            update
                .tableName(table)
                .key(key(project, date))
                .updateExpression("ADD days :days")
                .expressionAttributeValues(
                    Map.of(":days", AttributeValue.fromSs(List.copyOf(days)))));
  }

  /** What was noted of a project and not forgotten, by date. */
  public List<Changed> of(String project) {
    List<Changed> changed = new ArrayList<>();
    dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :partition")
                    .expressionAttributeValues(Map.of(":partition", text(PARTITION + project))))
        .items()
        .forEach(
            item ->
                changed.add(
                    new Changed(
                        LocalDate.parse(textOf(item, "sk")),
                        textSetOf(item, "days").stream().sorted().toList())));
    return changed;
  }

  /** Forgets a date, on which nothing can change any more. */
  public void forget(String project, LocalDate date) {
    dynamo.deleteItem(delete -> delete.tableName(table).key(key(project, date)));
  }

  private static Map<String, AttributeValue> key(String project, LocalDate date) {
    return Map.of("pk", text(PARTITION + project), "sk", text(date.toString()));
  }
}
