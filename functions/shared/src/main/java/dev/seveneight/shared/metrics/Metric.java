package dev.seveneight.shared.metrics;

/**
 * What the functions measure about themselves, beside what Lambda and DynamoDB measure. The names
 * are those that the alarms of template.yaml know.
 */
public enum Metric {
  /** Records of the stream that a batch held. */
  RECORDS_TAKEN("RecordsTaken", Unit.COUNT),
  /** Those of them that some tally had counted before: deliveries that were repeated. */
  RECORDS_SEEN_AGAIN("RecordsSeenAgain", Unit.COUNT),
  /** Those of them that were set aside, for whatever reason. */
  RECORDS_SET_ASIDE("RecordsSetAside", Unit.COUNT),
  /** Those of the latter that are missing in some tally or journey until a rebuild. */
  RECORDS_NOT_COUNTED("RecordsNotCounted", Unit.COUNT),
  /** Updates of tallies. */
  TALLIES_WRITTEN("TalliesWritten", Unit.COUNT),
  /** How old a batch's oldest record was when it was taken. */
  ITERATOR_AGE("IteratorAge", Unit.MILLISECONDS),
  /** Counters, and entries of journeys, that are not what the ledger says. */
  DRIFT_FOUND("DriftFound", Unit.COUNT),
  /** Days and journeys that kept changing while they were audited, so that nothing can be said. */
  AUDITS_UNDECIDED("AuditsUndecided", Unit.COUNT),
  /** Nightly runs in which every project got its jobs. */
  NIGHTLY_RUNS("NightlyRuns", Unit.COUNT),
  /** Jobs of the audit function that failed again and again and wait for an operator. */
  JOBS_PUT_ASIDE("JobsPutAside", Unit.COUNT);

  /** What a number is a number of. */
  public enum Unit {
    /** Things. */
    COUNT,
    /** Time. */
    MILLISECONDS
  }

  private final String publishedName;
  private final Unit unit;

  Metric(String publishedName, Unit unit) {
    this.publishedName = publishedName;
    this.unit = unit;
  }

  /** The name in CloudWatch. */
  public String publishedName() {
    return publishedName;
  }

  /** What it is measured in. */
  public Unit unit() {
    return unit;
  }
}
