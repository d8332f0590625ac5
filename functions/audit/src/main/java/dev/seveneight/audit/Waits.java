package dev.seveneight.audit;

import dev.seveneight.shared.store.ProjectTable;
import java.time.Duration;

/**
 * How long to wait for what cannot be asked. Immutable.
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
record Waits(
    Duration caches, Duration indexLag, Duration streamLag, Duration clockSkew, Duration nextLook) {

  /** The longest that a request to the ingest function takes, as the template has it. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(29);

  /** What AWS needs. */
  static final Waits ON_AWS =
      new Waits(
          // And a second, because times are cut off to whole seconds here and there.
          ProjectTable.REMEMBERED.plus(LONGEST_REQUEST).plusSeconds(1),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10));
}
