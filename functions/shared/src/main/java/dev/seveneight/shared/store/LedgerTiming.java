package dev.seveneight.shared.store;

import dev.seveneight.shared.stream.Mark;
import java.time.Duration;
import java.util.List;

/**
 * The times by which functions rely on one another. A reader of one function trusts that a writer
 * of another is done by then, so no time can be changed alone: {@link #RELATIONS} says what has to
 * hold between them, and no function starts when it does not.
 */
public final class LedgerTiming {
  /**
   * How long a write may take from the moment when it is stamped with its time ({@code
   * changed_at}). Then it gives up.
   */
  public static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

  /**
   * How old a change has to be before lists by change show it. By then its write is done and in the
   * index, or was given up, so a client that follows the changes misses none.
   */
  public static final Duration CHANGES_SETTLED = Duration.ofSeconds(5);

  /** How long functions cache a key, a project and a list of values. */
  public static final Duration CACHE_LIFETIME = Duration.ofSeconds(60);

  /** The longest that a request to the ingest function may take: its timeout in template.yaml. */
  public static final Duration LONGEST_REQUEST = Duration.ofSeconds(29);

  /**
   * How long a rebuild waits until no function writes by what it had cached of a project: a request
   * may use for its whole time what was cached when it began. One second more, because some times
   * are cut off to whole seconds.
   */
  public static final Duration CACHES_EXPIRED = CACHE_LIFETIME.plus(LONGEST_REQUEST).plusSeconds(1);

  /** By how much the clocks of two functions, or of a function and DynamoDB, may differ. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  /**
   * How long it takes at most until an index shows what was written to its table. DynamoDB promises
   * nothing; as a rule it takes less than a second.
   */
  public static final Duration INDEX_LAG = Duration.ofSeconds(15);

  /** How long it takes at most until a stream shows what was written to its table. */
  public static final Duration STREAM_LAG = Duration.ofSeconds(10);

  /** How long DynamoDB keeps a record of a stream, and Lambda may deliver it again. */
  public static final Duration STREAM_RETENTION = Duration.ofHours(24);

  /** How long what is left of a deleted response keeps its id from being used by a late write. */
  public static final Duration DELETED_LIFETIME = Duration.ofDays(2);

  /** How long the tombstone of an erased person lets late records be recognized. */
  public static final Duration TOMBSTONE_LIFETIME = Duration.ofDays(3);

  /** What has to hold between the times. */
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
   * That one time is shorter than another one.
   *
   * @param meaning what is true because of that
   */
  record Relation(String meaning, Duration shorter, Duration longer) {
    /**
     * Asserts that it is so.
     *
     * @throws IllegalStateException if it is not
     */
    void require() {
      if (shorter.compareTo(longer) >= 0) {
        throw new IllegalStateException(
            shorter + " has to be shorter than " + longer + ", so that " + meaning);
      }
    }
  }
}
