package dev.seveneight.audit.jobs;

/** The work of one kind of job, in steps. Safe for use by several threads. */
@FunctionalInterface
public interface JobSteps {
  /**
   * Does the next step: some seconds of work, at most some hundred writes or a few pages of an
   * index. A step may be done twice, or by two workers at the same time, because a worker may die
   * before the step is saved. So every write in it is conditional.
   *
   * @return the job to be saved. It may have an earliest time for the next step
   */
  Job step(Job job);
}
