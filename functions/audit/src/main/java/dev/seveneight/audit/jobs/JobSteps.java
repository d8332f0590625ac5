package dev.seveneight.audit.jobs;

/** The work of one kind of job, in steps. Safe for use by several threads. */
@FunctionalInterface
public interface JobSteps {
  /**
   * Does the next step: some seconds of work, at most some hundred writes or a few pages of an
   * index. A step may be done twice, also by two at the same time, because whoever does it may die
   * before it is noted: so every write in it is conditional.
   *
   * @return the job as it is to be saved. It may say that the next step is not to be done before
   *     some time
   */
  Job step(Job job);
}
