package dev.seveneight.audit.reads;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.BatchReader;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.tally.TallyKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds and reads the tallies of a project, also those of segments that no response is in any more.
 * Safe for use by several threads.
 */
public final class TallyReads {
  private static final String IN_DAYS = "#project = :project AND #day BETWEEN :first AND :last";

  private static final Map<String, String> NAMES =
      Map.of("#project", TallyItems.PROJECT, "#day", TallyItems.DAY);

  /** Before and after all days and months, which begin with a digit. */
  private static final String BEFORE_ALL = "/";

  private static final String AFTER_ALL = ":";

  private static final int PAGE = 25;

  private final ItemTable table;
  private final BatchReader reads;
  private final Parallel parallel;

  public TallyReads(ItemTable table, BatchReader reads, Parallel parallel) {
    this.table = table;
    this.reads = reads;
    this.parallel = parallel;
  }

  /**
   * Returns a page of the keys of tallies whose day or month is between these two. A month sorts
   * before its days.
   */
  public IndexPage keys(
      String project, String first, String last, Optional<Map<String, Object>> from, int most) {
    return IndexPage.read(table, byDay(project, first, last).limit(most), from);
  }

  /**
   * Tallies that the index lists. Immutable.
   *
   * @param tallies those that are listed by the day of their keys
   * @param strays the entries of the others: their keys are those of no tally of the project, or
   *     they are listed by another day
   */
  public record Listed(Set<TallyKey> tallies, List<Map<String, AttributeValue>> strays) {
    /** Returns some of the tallies, and all strays. */
    public Listed only(Predicate<TallyKey> some) {
      return new Listed(tallies.stream().filter(some).collect(Collectors.toSet()), strays);
    }
  }

  /** Returns all entries under a day or month between these two. */
  public Listed listed(String project, String first, String last) {
    Set<TallyKey> tallies = new HashSet<>();
    List<Map<String, AttributeValue>> strays = new ArrayList<>();
    table
        .all(byDay(project, first, last))
        .forEach(
            entry -> {
              Optional<TallyKey> tally = StoredTally.keyOf(entry);
              if (tally.isPresent() && StoredTally.isListed(entry, tally.get())) {
                tallies.add(tally.get());
              } else {
                strays.add(entry);
              }
            });
    return new Listed(tallies, strays);
  }

  /** Returns the tallies under a day or month between these two. */
  public Set<TallyKey> between(String project, String first, String last) {
    return listed(project, first, last).tallies();
  }

  /** Returns a page of the items in the partition of a segment. */
  IndexPage ofSegment(String project, String segment, Optional<Map<String, Object>> from) {
    return IndexPage.read(table, ItemQuery.ofPartition(TallyKey.partition(project, segment)), from);
  }

  /** Returns whether a segment has any tally, by a consistent read. */
  public boolean hasTally(String project, String segment) {
    ItemQuery query = ItemQuery.ofPartition(TallyKey.partition(project, segment));
    return !table.page(query.consistent().limit(1)).items().isEmpty();
  }

  /** Returns the first day of the first day or month with a tally. */
  public Optional<LocalDate> first(String project) {
    return end(project, true);
  }

  /** Returns the first day of the last day or month with a tally. */
  public Optional<LocalDate> last(String project) {
    return end(project, false);
  }

  /** Returns the current items of these tallies, without those that do not exist. */
  public Map<TallyKey, Map<String, AttributeValue>> items(Collection<TallyKey> tallies) {
    Map<TallyKey, Map<String, AttributeValue>> found = new HashMap<>();
    reads
        .items(tallies.stream().map(TallyItems::key).toList(), parallel)
        .forEach(item -> StoredTally.keyOf(item).ifPresent(tally -> found.put(tally, item)));
    return found;
  }

  /**
   * Finds the first or last day. Skips entries whose day is invalid or another one than that of
   * their keys.
   */
  private Optional<LocalDate> end(String project, boolean first) {
    return table
        .all(byDay(project, BEFORE_ALL, AFTER_ALL).ascending(first).limit(PAGE))
        .flatMap(
            entry ->
                StoredTally.keyOf(entry)
                    .filter(tally -> StoredTally.isListed(entry, tally))
                    .stream())
        .findFirst()
        .map(tally -> tally.period().firstDay());
  }

  private static ItemQuery byDay(String project, String first, String last) {
    return ItemQuery.ofIndex(
            TallyItems.BY_DAY,
            IN_DAYS,
            Map.of(":project", text(project), ":first", text(first), ":last", text(last)))
        .named(NAMES);
  }
}
