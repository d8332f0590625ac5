package dev.seveneight.audit;

/** Rebuilds a project's tallies. */
final class Rebuild implements JobSteps {
  /** The kind of these jobs. */
  static final String KIND = "rebuild";

  private final StreamDrain drain;

  Rebuild(StreamDrain drain) {
    this.drain = drain;
  }

  @Override
  public Job step(Job job) {
    return drain.isDrainedTo(job.notBefore()) ? job.finished() : job;
  }
}
