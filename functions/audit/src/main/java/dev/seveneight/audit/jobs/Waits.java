package dev.seveneight.audit.jobs;

import dev.seveneight.shared.store.LedgerTiming;
import java.time.Duration;

/**
 * Delays that cover what a job cannot ask for, such as an index that is behind. Immutable.
 *
 * @param caches until nobody writes any more with what was remembered of a project before: what the
 *     functions remember, and the longest that a request may take that has just looked it up
 * @param indexLag until an index shows what was written to its table; DynamoDB promises nothing,
 *     and needs less than a second as a rule
 * @param streamLag until a stream shows what was written to its table
 * @param clockSkew by how much two clocks may differ: a record of a stream has DynamoDB's time, in
 *     whole seconds
 * @param nextLook between two looks at something that is not yet so
 */
public record Waits(
    Duration caches, Duration indexLag, Duration streamLag, Duration clockSkew, Duration nextLook) {

  /** What AWS needs. */
  public static final Waits ON_AWS =
      new Waits(
          LedgerTiming.CACHES_EXPIRED,
          LedgerTiming.INDEX_LAG,
          LedgerTiming.STREAM_LAG,
          LedgerTiming.CLOCK_SKEW,
          Duration.ofSeconds(10));
}
