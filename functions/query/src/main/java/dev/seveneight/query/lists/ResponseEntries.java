package dev.seveneight.query.lists;

import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.ledger.IndexEntry;
import dev.seveneight.shared.store.ledger.IndexRange;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.time.RequestedRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the entries of lists of responses, in the requested order. */
public final class ResponseEntries {
  /** The age from which lists by change show a change. */
  public static final Duration SETTLED = LedgerTiming.CHANGES_SETTLED;

  private static final int ENTRIES_AT_A_TIME = 250;

  /** The most responses of one person that are sorted in memory. */
  private static final int MOST_SORTED = 500;

  private final LedgerReader ledger;
  private final InstantSource clock;

  public ResponseEntries(LedgerReader ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Returns the entries from a place on. Entries of the index by time have its attributes of a
   * response. All others have only their place.
   *
   * @param after the first place, included
   * @param wanted the number of entries that are needed if all of them are in the list
   */
  public Iterator<IndexEntry> of(
      String project, ResponseFilter filter, ListOrder order, Optional<String> after, int wanted) {
    int page = filter.isEverything() ? wanted : ENTRIES_AT_A_TIME;
    if (!order.byChange()) {
      IndexRange times =
          filter
              .person()
              .map(p -> IndexRange.byPerson(project, p, filter.created(), order.ascending()))
              .orElseGet(
                  () ->
                      IndexRange.byTime(
                          project, ItemType.RESPONSE, filter.created(), order.ascending()));
      return ledger.entries(times.from(after), page);
    }
    IndexRange changes =
        IndexRange.byChange(
                project, ItemType.RESPONSE, filter.changed(), settledBy(clock), order.ascending())
            .from(after);
    return filter
        .person()
        .flatMap(person -> changesOf(project, person, changes))
        .orElseGet(() -> ledger.entries(changes, page));
  }

  /**
   * Returns the changes of one person's responses. No index has them, so all responses are read and
   * sorted. Empty if there are too many; then the responses have to be selected from all changes.
   */
  private Optional<Iterator<IndexEntry>> changesOf(
      String project, String person, IndexRange changes) {
    Iterator<IndexEntry> answers =
        ledger.entries(
            IndexRange.byPerson(project, person, RequestedRange.EVER, true), ENTRIES_AT_A_TIME);
    List<String> ids = new ArrayList<>();
    while (answers.hasNext()) {
      if (ids.size() == MOST_SORTED) {
        return Optional.empty();
      }
      ids.add(answers.next().id());
    }
    Comparator<String> order =
        changes.ascending() ? Comparator.naturalOrder() : Comparator.reverseOrder();
    return Optional.of(
        ledger.responses(project, ids).values().stream()
            .map(ResponseEntries::changedAt)
            .filter(changes::holds)
            .sorted(order)
            .map(place -> new IndexEntry(place, Map.of()))
            .iterator());
  }

  /** Returns the time up to which changes are settled. */
  public static Instant settledBy(InstantSource clock) {
    return clock.instant().minus(SETTLED);
  }

  /** Returns the place of a response in the order of changes. */
  public static String changedAt(SurveyResponse response) {
    return LedgerItems.changedAt(response.updatedAt().toEpochMilli(), response.id().value());
  }
}
