package dev.seveneight.shared.store.ledger;

import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.time.RequestedRange;
import java.time.Instant;
import java.util.Optional;

/**
 * A part of an index, read in one direction. Immutable.
 *
 * @param index the index
 * @param partition the partition of the index
 * @param first the first place, inclusive
 * @param last the last place, inclusive
 * @param ascending whether it is read from the first to the last
 */
public record IndexRange(
    LedgerIndex index, String partition, String first, String last, boolean ascending) {
  /** A place that sorts before all times. Times consist of digits. */
  private static final String BEFORE_ALL = "/";

  /** A place that sorts after all times. */
  private static final String AFTER_ALL = ":";

  /** Sorts after all ids. */
  private static final String AFTER_IDS = "~";

  private static final int MILLISECONDS = 1_000;

  /** Returns the things of a type in the order of their own time. */
  public static IndexRange byTime(
      String project, ItemType type, RequestedRange range, boolean ascending) {
    return ofTimes(LedgerIndex.BY_TIME, LedgerItems.listing(project, type), range, ascending);
  }

  /** Returns a person's answers by time. */
  public static IndexRange byPerson(
      String project, String person, RequestedRange range, boolean ascending) {
    return ofTimes(
        LedgerIndex.BY_PERSON, LedgerItems.answeredBy(project, person), range, ascending);
  }

  private static IndexRange ofTimes(
      LedgerIndex index, String partition, RequestedRange range, boolean ascending) {
    return new IndexRange(
        index,
        partition,
        range.since().map(second -> LedgerItems.listedAt(second, "")).orElse(BEFORE_ALL),
        range.until().map(second -> LedgerItems.listedAt(second, AFTER_IDS)).orElse(AFTER_ALL),
        ascending);
  }

  /**
   * Returns the things of a type by their last change.
   *
   * @param latest the latest change to include, even if the range ends later
   */
  public static IndexRange byChange(
      String project, ItemType type, RequestedRange range, Instant latest, boolean ascending) {
    long last =
        Math.min(
            latest.toEpochMilli(),
            range
                .until()
                .map(second -> second * MILLISECONDS + MILLISECONDS - 1)
                .orElse(Long.MAX_VALUE));
    return new IndexRange(
        LedgerIndex.BY_CHANGE,
        LedgerItems.listing(project, type),
        range
            .since()
            .map(second -> LedgerItems.changedAt(second * MILLISECONDS, ""))
            .orElse(BEFORE_ALL),
        LedgerItems.changedAt(last, AFTER_IDS),
        ascending);
  }

  /**
   * Returns the rest of the range after reading up to this place. The place is still part of it.
   */
  public IndexRange from(Optional<String> place) {
    if (place.isEmpty()) {
      return this;
    }
    String later = first.compareTo(place.get()) < 0 ? place.get() : first;
    String earlier = place.get().compareTo(last) < 0 ? place.get() : last;
    return new IndexRange(
        index, partition, ascending ? later : first, ascending ? last : earlier, ascending);
  }

  /** Returns whether the range can contain no place. */
  boolean isEmpty() {
    return first.compareTo(last) > 0;
  }

  /** Returns whether the range contains a place. */
  public boolean holds(String place) {
    return first.compareTo(place) <= 0 && place.compareTo(last) <= 0;
  }
}
