package dev.seveneight.shared.store;

import dev.seveneight.shared.stream.Mark;
import java.time.Duration;
import java.util.List;

/**
 * The times by which functions rely on one another. A reader in one function relies on a writer in
 * another to have finished by then, so no time can be changed alone. {@link #RELATIONS} lists the
 * conditions between the times, and no function starts when one of them is false.
 */
public final class LedgerTiming {
  /**
   * The longest time that a write may take from the moment when it is stamped with its time ({@code
   * changed_at}). Then it gives up.
   */
  public static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

  /**
   * The age that a change must have before lists by change show it. By then its write is finished
   * and in the index, or was given up, so a client that follows the changes misses none.
   */
  public static final Duration CHANGES_SETTLED = Duration.ofSeconds(5);

  /** How long functions cache a key, a project and a list of values. */
  public static final Duration CACHE_LIFETIME = Duration.ofSeconds(60);

  /** The longest that a request to the ingest function may take: its timeout in template.yaml. */
  public static final Duration LONGEST_REQUEST = Duration.ofSeconds(29);

  /**
   * The time that a rebuild waits until no function uses what it had cached of a project. A request
   * may use, for all of its duration, what was cached when it began. Has one second more, because
   * some times are cut off to whole seconds.
   */
  public static final Duration CACHES_EXPIRED = CACHE_LIFETIME.plus(LONGEST_REQUEST).plusSeconds(1);

  /** The largest difference between the clocks of two functions, or of a function and DynamoDB. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  /**
   * The longest time until an index shows a write to its table. DynamoDB guarantees no limit;
   * usually it takes less than a second.
   */
  public static final Duration INDEX_LAG = Duration.ofSeconds(15);

  /** The longest time until a stream shows a write to its table. */
  public static final Duration STREAM_LAG = Duration.ofSeconds(10);

  /** The time that DynamoDB keeps a record of a stream, and that Lambda may deliver it again. */
  public static final Duration STREAM_RETENTION = Duration.ofHours(24);

  /** The time that the rest of a deleted response prevents a late write from using its id. */
  public static final Duration DELETED_LIFETIME = Duration.ofDays(2);

  /** The time that the tombstone of an erased person identifies late records. */
  public static final Duration TOMBSTONE_LIFETIME = Duration.ofDays(3);

  /** The conditions between the times. */
  static final List<Relation> RELATIONS =
      List.of(
          new Relation(
              "a stamped write is done or given up before readers trust its time",
              WRITE_TIMEOUT,
              CHANGES_SETTLED),
          new Relation(
              "a rebuild waits until no request writes by what it had cached",
              CACHE_LIFETIME.plus(LONGEST_REQUEST),
              CACHES_EXPIRED),
          new Relation(
              "the last look for an erased person's responses finds the latest write of a function"
                  + " that had read the person before",
              WRITE_TIMEOUT.plus(CLOCK_SKEW),
              INDEX_LAG),
          new Relation(
              "a tally keeps its mark until no record can be delivered again",
              STREAM_RETENTION,
              Mark.LIFETIME),
          new Relation(
              "the id of a deleted response stays used until no write of it is under way",
              LONGEST_REQUEST,
              DELETED_LIFETIME),
          new Relation(
              "a tombstone stands until no record of the person can be delivered again",
              STREAM_RETENTION.multipliedBy(2),
              TOMBSTONE_LIFETIME));

  static {
    RELATIONS.forEach(Relation::require);
  }

  private LedgerTiming() {}

  /**
   * A condition that one time is shorter than another one.
   *
   * @param meaning the consequence of the condition
   * @param shorter the shorter time
   * @param longer the longer time
   */
  record Relation(String meaning, Duration shorter, Duration longer) {
    /**
     * Checks the condition.
     *
     * @throws IllegalStateException if it is false
     */
    void require() {
      if (shorter.compareTo(longer) >= 0) {
        throw new IllegalStateException(
            shorter + " has to be shorter than " + longer + ", so that " + meaning);
      }
    }
  }
}
