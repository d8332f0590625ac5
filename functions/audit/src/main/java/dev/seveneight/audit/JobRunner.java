package dev.seveneight.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Works on jobs, step by step, until they are finished or the time is up. What a step has to wait
 * for is slept through. Safe for use by several threads.
 */
final class JobRunner {
  private final JobTable jobs;
  private final Map<String, JobSteps> stepsOfKind;
  private final Pause pause;
  private final InstantSource clock;

  /**
   * Works on the jobs of a table.
   *
   * @param stepsOfKind the steps of each kind of job
   */
  JobRunner(JobTable jobs, Map<String, JobSteps> stepsOfKind, Pause pause, InstantSource clock) {
    this.jobs = jobs;
    this.stepsOfKind = Map.copyOf(stepsOfKind);
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Works on a job.
   *
   * @param id the job's id
   * @param deadline when no step may begin any more
   * @return the job as it is then; somebody else may be working on it
   * @throws IllegalArgumentException if there is no such job
   */
  Job run(String id, Instant deadline) {
    if (clock.instant().isBefore(deadline)) {
      jobs.take(id).ifPresent(taken -> work(taken, deadline));
    }
    return jobs.find(id).orElseThrow(() -> new IllegalArgumentException("no job " + id));
  }

  private void work(Job taken, Instant deadline) {
    JobSteps steps = stepsOfKind.get(taken.kind());
    Job job = taken;
    try {
      while (steps != null && !job.isFinished()) {
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
          // Took too long, and somebody else goes on with it.
          return;
        }
        job = saved.get();
      }
    } catch (RuntimeException e) {
      // Whoever comes next tries the step again, and need not wait for that.
      jobs.release(job);
      throw e;
    }
    if (!job.isFinished()) {
      jobs.release(job);
    }
  }
}
