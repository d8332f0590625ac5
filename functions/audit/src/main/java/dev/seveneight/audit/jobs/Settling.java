package dev.seveneight.audit.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The step in which a job waits until all earlier changes are counted and, for a second look, also
 * shown by the indexes. Safe for use by several threads.
 */
public final class Settling {
  /** The name of the step. */
  public static final String STEP = "settle";

  private static final String UP_TO = "settle_up_to";
  private static final String THEN = "settle_then";

  private final StreamDrain drain;
  private final Waits waits;
  private final InstantSource clock;

  public Settling(StreamDrain drain, Waits waits, InstantSource clock) {
    this.drain = drain;
    this.waits = waits;
    this.clock = clock;
  }

  /** Returns the job, to continue with a step when all changes up to now are counted. */
  public Job untilCounted(Job job, String then) {
    return until(job, then, Duration.ZERO);
  }

  /**
   * Returns the job, to continue with a step when all changes up to now are counted, and the
   * indexes show them.
   *
   * @param times how many additional times to wait for the time between two looks
   */
  public Job untilShown(Job job, String then, long times) {
    return until(job, then, waits.indexLag().plus(waits.nextLook().multipliedBy(times)));
  }

  private Job until(Job job, String then, Duration atLeast) {
    Instant now = clock.instant();
    Instant ask = drain.askFrom(now);
    Instant earliest = now.plus(atLeast);
    return job.with(UP_TO, now.toEpochMilli())
        .with(THEN, then)
        .next(STEP)
        .notBefore(earliest.isAfter(ask) ? earliest : ask);
  }

  /** Continues if all changes are counted, and otherwise waits. */
  public Job step(Job job) {
    if (!drain.isDrainedTo(Instant.ofEpochMilli(job.number(UP_TO)))) {
      return job.notBefore(clock.instant().plus(waits.nextLook()));
    }
    return job.without(UP_TO).without(THEN).next(job.text(THEN).orElseThrow());
  }
}
