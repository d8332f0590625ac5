package dev.seveneight.audit.jobs;

import dev.seveneight.shared.id.FreshIds;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Work of an operator that takes longer than one invocation, and its progress. Immutable.
 *
 * @param id sorts by time
 * @param kind the kind, which determines the steps: {@code rebuild}
 * @param project the project that it works on
 * @param since the first day that it works on; empty for the first of all
 * @param until the last day that it works on; empty for the last of all
 * @param step the next step, in the kind's own format
 * @param state the state for the next step, as JSON; a few kilobytes at most
 * @param report the report so far, as JSON
 * @param notBefore the earliest time of the next step
 * @param status whether there is a next step, and whether it is done automatically
 * @param version the number of times it was written
 */
public record Job(
    String id,
    String kind,
    String project,
    Optional<LocalDate> since,
    Optional<LocalDate> until,
    String step,
    Map<String, Object> state,
    Map<String, Object> report,
    Instant notBefore,
    Status status,
    long version) {

  /** The step that every job begins with. */
  public static final String FIRST_STEP = "begin";

  public Job {
    state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
    report = Collections.unmodifiableMap(new LinkedHashMap<>(report));
  }

  /** Returns a job before its first step. */
  public static Job begin(
      String kind, String project, Optional<LocalDate> since, Optional<LocalDate> until) {
    return new Job(
        FreshIds.next(),
        kind,
        project,
        since,
        until,
        FIRST_STEP,
        Map.of(),
        Map.of(),
        Instant.EPOCH,
        Status.UNFINISHED,
        1);
  }

  /** The status of a job. */
  public enum Status {
    /** There is a next step. */
    UNFINISHED("unfinished"),
    /** All is done. */
    FINISHED("finished"),
    /** It failed again and again at the same step, and waits for an operator. */
    PUT_ASIDE("put_aside"),
    /** An operator has given it up. */
    ABANDONED("abandoned");

    private final String storedName;

    Status(String storedName) {
      this.storedName = storedName;
    }

    /** Returns the name in the store and in replies. */
    public String storedName() {
      return storedName;
    }

    /** Returns the status of this name, if there is one. */
    static Optional<Status> find(String storedName) {
      return Arrays.stream(values())
          .filter(status -> status.storedName.equals(storedName))
          .findFirst();
    }
  }

  /** Returns whether the job is finished. */
  public boolean isFinished() {
    return status == Status.FINISHED;
  }

  /** Returns whether no more steps are done, even on request. */
  boolean isOver() {
    return isFinished() || status == Status.ABANDONED;
  }

  /** Returns whether the job covers all days. */
  public boolean isOfAllDays() {
    return since.isEmpty() && until.isEmpty();
  }

  /** Returns whether both jobs do the same work. */
  public boolean isSameAs(Job other) {
    return kind.equals(other.kind)
        && project.equals(other.project)
        && since.equals(other.since)
        && until.equals(other.until);
  }

  /** Returns the number of this name in the state; 0 if there is none. */
  public long number(String name) {
    return numberIn(state, name);
  }

  /** Returns the text of this name in the state. */
  public Optional<String> text(String name) {
    return Optional.ofNullable((String) state.get(name));
  }

  /** Returns the position in the state at which an index is to be read further. */
  @SuppressWarnings("unchecked") // what is written there is an object
  public Optional<Map<String, Object>> cursor(String name) {
    return Optional.ofNullable((Map<String, Object>) state.get(name));
  }

  /** Returns the texts of this name in the state; empty if there are none. */
  @SuppressWarnings("unchecked") // what is written there is a list of texts
  public List<String> texts(String name) {
    return (List<String>) state.getOrDefault(name, List.of());
  }

  /** Returns whether the state has this flag. */
  public boolean isSet(String name) {
    return Boolean.TRUE.equals(state.get(name));
  }

  /** Returns the number of this name in the report; 0 if there is none. */
  public long reported(String name) {
    return numberIn(report, name);
  }

  /** Returns the job with another next step, which may be done at once. */
  public Job next(String name) {
    return new Job(
        id, kind, project, since, until, name, state, report, Instant.EPOCH, status, version);
  }

  /** Returns the job, to be continued at this time. */
  public Job notBefore(Instant time) {
    return new Job(id, kind, project, since, until, step, state, report, time, status, version);
  }

  /**
   * Returns the job with this in its state: a number, a text, a truth value, or lists and maps of
   * them.
   */
  public Job with(String name, Object value) {
    return withState(put(state, name, value));
  }

  /** Returns the job without this in its state. */
  public Job without(String name) {
    Map<String, Object> less = new LinkedHashMap<>(state);
    less.remove(name);
    return withState(less);
  }

  /** Returns the job with this in its report. */
  public Job reporting(String name, Object value) {
    return new Job(
        id,
        kind,
        project,
        since,
        until,
        step,
        state,
        put(report, name, value),
        notBefore,
        status,
        version);
  }

  /** Returns the job with this number in its report increased. */
  public Job reportingMore(String name, long more) {
    return reporting(name, reported(name) + more);
  }

  /** Returns the finished job, without the state for its steps. */
  public Job finished() {
    return new Job(
        id,
        kind,
        project,
        since,
        until,
        "",
        Map.of(),
        report,
        Instant.EPOCH,
        Status.FINISHED,
        version);
  }

  /** Returns the same job with another status. */
  public Job with(Status other) {
    return new Job(id, kind, project, since, until, step, state, report, notBefore, other, version);
  }

  /** Returns the job as it is after one more write. */
  Job written() {
    return new Job(
        id, kind, project, since, until, step, state, report, notBefore, status, version + 1);
  }

  private Job withState(Map<String, Object> other) {
    return new Job(
        id, kind, project, since, until, step, other, report, notBefore, status, version);
  }

  private static long numberIn(Map<String, Object> values, String name) {
    return values.containsKey(name) ? ((Number) values.get(name)).longValue() : 0;
  }

  private static Map<String, Object> put(Map<String, Object> values, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, Objects.requireNonNull(value));
    return more;
  }
}
