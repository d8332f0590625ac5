package dev.seveneight.shared.store.tally;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.textSetOf;

import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemRefusedException;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.tally.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The days of a project whose tallies changed on a date: the work list of the nightly run. There is
 * one item for each project and date in the table of tallies. Noting a day again changes nothing.
 */
public final class ChangedDays {
  static final String PARTITION = "~changed#";

  private final ItemTable items;

  /** Keeps the list in the table of tallies. */
  public ChangedDays(DynamoDbClient dynamo, String table) {
    this.items = new ItemTable(dynamo, table);
  }

  /**
   * The days whose tallies changed on a date.
   *
   * @param date in UTC
   * @param days {@code 2026-03-01}, sorted
   */
  public record Changed(LocalDate date, List<String> days) {}

  /** Notes that tallies of these days are changed on this date. */
  public void note(String project, LocalDate date, Collection<String> days) {
    AttributeValue set = AttributeValue.fromSs(List.copyOf(days));
    // Without a condition: to note a day again changes nothing.
    try {
      items.updateAlways(ItemUpdate.of(key(project, date)).add("days", set));
    } catch (ItemRefusedException e) {
      // The note was changed by hand, and nothing can be added to it.
      items.updateAlways(ItemUpdate.of(key(project, date)).set("days", set));
    }
  }

  /**
   * What was noted of a project and not forgotten, by date. Unreadable dates and days are left out.
   */
  public List<Changed> of(String project) {
    List<Changed> changed = new ArrayList<>();
    items
        .all(ItemQuery.ofPartition(PARTITION + project))
        .forEach(
            item ->
                day(textOf(item, TallyItems.SORT_KEY))
                    .ifPresent(
                        date ->
                            changed.add(
                                new Changed(
                                    date,
                                    textSetOf(item, "days").stream()
                                        .filter(day -> day(day).isPresent())
                                        .sorted()
                                        .toList()))));
    return changed;
  }

  private static Optional<LocalDate> day(String text) {
    return Period.firstDay(Period.Unit.DAY, text, 0);
  }

  /** Forgets a date, on which nothing can change any more. */
  public void forget(String project, LocalDate date) {
    items.deleteAlways(key(project, date));
  }

  private static Map<String, AttributeValue> key(String project, LocalDate date) {
    return Map.of(
        TallyItems.PARTITION_KEY,
        text(PARTITION + project),
        TallyItems.SORT_KEY,
        text(date.toString()));
  }
}
