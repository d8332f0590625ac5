package dev.seveneight.audit.jobs;

import dev.seveneight.shared.store.LedgerTiming;
import java.time.Duration;

/**
 * Delays for conditions that a job cannot query, such as a lagging index. Immutable.
 *
 * @param caches until no function writes by an earlier cached state of a project: the lifetime of
 *     the caches, and the longest duration of a request that has just looked the project up
 * @param indexLag until an index shows a write to its table; DynamoDB guarantees no limit, and
 *     usually needs less than a second
 * @param streamLag until a stream shows a write to its table
 * @param clockSkew the largest difference between two clocks; a record of a stream has DynamoDB's
 *     time, in whole seconds
 * @param nextLook the time between two checks of a condition that is not true yet
 */
public record Waits(
    Duration caches, Duration indexLag, Duration streamLag, Duration clockSkew, Duration nextLook) {

  /** The delays on AWS. */
  public static final Waits ON_AWS =
      new Waits(
          LedgerTiming.CACHES_EXPIRED,
          LedgerTiming.INDEX_LAG,
          LedgerTiming.STREAM_LAG,
          LedgerTiming.CLOCK_SKEW,
          Duration.ofSeconds(10));
}
