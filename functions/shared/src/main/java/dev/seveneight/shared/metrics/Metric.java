package dev.seveneight.shared.metrics;

/**
 * The functions' own metrics, in addition to those of Lambda and DynamoDB. The alarms of
 * template.yaml use the same names.
 */
public enum Metric {
  /** Stream records in a batch. */
  RECORDS_TAKEN("RecordsTaken", Unit.COUNT),
  /** Stream records that a tally had already counted, because the delivery was repeated. */
  RECORDS_SEEN_AGAIN("RecordsSeenAgain", Unit.COUNT),
  /** Stream records that were set aside, for any reason. */
  RECORDS_SET_ASIDE("RecordsSetAside", Unit.COUNT),
  /** Records set aside that are missing in a tally or journey until a rebuild. */
  RECORDS_NOT_COUNTED("RecordsNotCounted", Unit.COUNT),
  /** Updates of tallies. */
  TALLIES_WRITTEN("TalliesWritten", Unit.COUNT),
  /** The age of a batch's oldest record when the batch was received. */
  ITERATOR_AGE("IteratorAge", Unit.MILLISECONDS),
  /** Counters, and entries of journeys, that differ from the ledger. */
  DRIFT_FOUND("DriftFound", Unit.COUNT),
  /** Days and journeys that kept changing during their audit, so that it had no result. */
  AUDITS_UNDECIDED("AuditsUndecided", Unit.COUNT),
  /** Nightly runs that created the jobs of every project. */
  NIGHTLY_RUNS("NightlyRuns", Unit.COUNT),
  /** Jobs of the audit function that failed repeatedly and wait for an operator. */
  JOBS_PUT_ASIDE("JobsPutAside", Unit.COUNT);

  /** The unit of a metric. */
  public enum Unit {
    /** A number of things. */
    COUNT,
    /** A time in milliseconds. */
    MILLISECONDS
  }

  private final String publishedName;
  private final Unit unit;

  Metric(String publishedName, Unit unit) {
    this.publishedName = publishedName;
    this.unit = unit;
  }

  /** Returns the name in CloudWatch. */
  public String publishedName() {
    return publishedName;
  }

  /** Returns the unit. */
  public Unit unit() {
    return unit;
  }
}
