package dev.seveneight.audit.jobs;

import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Works on jobs, step by step, until they are finished or the time is up. Sleeps while a step has
 * to wait. Safe for use by several threads.
 */
public final class JobRunner {
  /** In the report: the reason why a job was put aside. */
  private static final String FAILURE = "failure";

  private final JobTable jobs;
  private final Map<String, JobSteps> stepsOfKind;
  private final Metrics metrics;
  private final Pause pause;
  private final InstantSource clock;

  /**
   * Works on the jobs of a table.
   *
   * @param stepsOfKind the steps of each kind of job
   */
  public JobRunner(
      JobTable jobs,
      Map<String, JobSteps> stepsOfKind,
      Metrics metrics,
      Pause pause,
      InstantSource clock) {
    this.jobs = jobs;
    this.stepsOfKind = Map.copyOf(stepsOfKind);
    this.metrics = metrics;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Works on a job. A job whose step fails for the third time is put aside.
   *
   * @param id the job's id
   * @param deadline the time from which no step may begin
   * @return the job afterwards; another worker may be working on it
   * @throws IllegalArgumentException if there is no such job
   */
  public Job run(String id, Instant deadline) {
    if (clock.instant().isBefore(deadline)) {
      jobs.take(id).ifPresent(taken -> work(taken, deadline));
    }
    return jobs.find(id).orElseThrow(() -> new IllegalArgumentException("no job " + id));
  }

  private void work(Job taken, Instant deadline) {
    if (taken.status() == Job.Status.PUT_ASIDE) {
      publishPutAside();
      return;
    }
    JobSteps steps = stepsOfKind.get(taken.kind());
    Job job = taken;
    try {
      while (steps != null && !job.isOver()) {
        Instant now = clock.instant();
        Instant start = job.notBefore().isAfter(now) ? job.notBefore() : now;
        if (!start.isBefore(deadline)) {
          break;
        }
        if (start.isAfter(now)) {
          pause.take(Duration.between(now, start));
        }
        Optional<Job> saved = jobs.save(steps.step(job));
        if (saved.isEmpty()) {
          // The step took too long, and another worker continues the job.
          return;
        }
        job = saved.get();
      }
    } catch (RuntimeException e) {
      // The next worker tries the step again, and need not wait for the lease to end.
      jobs.failed(job.reporting(FAILURE, failure(job, e))).ifPresent(putAside -> publishPutAside());
      throw e;
    }
    if (!job.isOver()) {
      jobs.release(job);
    }
  }

  /** Returns the kind of fault, without its message, which may have content of an item. */
  private static Map<String, Object> failure(Job job, RuntimeException fault) {
    return Map.of("step", job.step(), "exception", fault.getClass().getSimpleName());
  }

  private void publishPutAside() {
    metrics.publish(Map.of(Metric.JOBS_PUT_ASIDE, 1L));
  }
}
