package dev.seveneight.audit.jobs;

import static dev.seveneight.shared.store.Attributes.dayOf;
import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.MalformedItemException;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.project.ProjectTable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of jobs in the table of projects, one for each job. */
final class JobItems {
  /** The partition of all jobs. No project's name begins like this. */
  static final String PARTITION = ProjectItemType.JOB.partition();

  private static final String KIND = "kind";
  private static final String PROJECT = "project";
  private static final String SINCE = "since";
  private static final String UNTIL = "until";

  /** The step that comes next. */
  static final String STEP = "step";

  /** The state, as JSON. */
  static final String STATE = "state";

  /** The report, as JSON. */
  static final String REPORT = "report";

  /** The earliest time of the next step, in milliseconds since 1970. */
  static final String NOT_BEFORE = "not_before";

  /** Whether the job is over. */
  static final String FINISHED = "finished";

  /** The status. */
  static final String STATUS = "status";

  /** The number of times the job was written. */
  static final String VERSION = "version";

  /** The time until which a worker has the job, in milliseconds since 1970. */
  static final String LEASED_UNTIL = "leased_until";

  /** The number of attempts of the step. */
  static final String ATTEMPTS = "attempts";

  /** The second after which DynamoDB deletes the job. */
  static final String EXPIRES_AT = "expires_at";

  /** The id of the current job of a kind, in the item for that kind. */
  static final String JOB = "job";

  private JobItems() {}

  /** Returns the key of a job's item. */
  static Map<String, AttributeValue> key(String id) {
    return ProjectTable.keyIn(PARTITION, id);
  }

  /** Returns the item of a job before the first attempt. */
  static Map<String, AttributeValue> item(Job job) {
    Map<String, AttributeValue> item = new HashMap<>(key(job.id()));
    item.put(KIND, text(job.kind()));
    item.put(PROJECT, text(job.project()));
    job.since().ifPresent(day -> item.put(SINCE, text(day.toString())));
    job.until().ifPresent(day -> item.put(UNTIL, text(day.toString())));
    item.put(STEP, text(job.step()));
    item.put(STATE, text(Json.write(job.state())));
    item.put(REPORT, text(Json.write(job.report())));
    item.put(NOT_BEFORE, number(job.notBefore().toEpochMilli()));
    item.put(FINISHED, flag(job.isOver()));
    item.put(STATUS, text(job.status().storedName()));
    item.put(VERSION, number(job.version()));
    return item;
  }

  /** Reads a job from an item; returns empty if it cannot be read. */
  static Optional<Job> find(Map<String, AttributeValue> item) {
    try {
      return Optional.of(job(item));
    } catch (MalformedItemException e) {
      // It must not stop the other jobs.
      return Optional.empty();
    }
  }

  /**
   * Reads a job from an item.
   *
   * @throws MalformedItemException if it cannot be read
   */
  static Job job(Map<String, AttributeValue> item) {
    return new Job(
        textOf(item, ProjectTable.SORT_KEY),
        textOf(item, KIND),
        textOf(item, PROJECT),
        optionalDay(item, SINCE),
        optionalDay(item, UNTIL),
        textOf(item, STEP),
        object(item, STATE),
        object(item, REPORT),
        Instant.ofEpochMilli(numberOf(item, NOT_BEFORE)),
        status(item),
        numberOf(item, VERSION));
  }

  private static Optional<LocalDate> optionalDay(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Optional.of(dayOf(item, name)) : Optional.empty();
  }

  /** Returns the status. An item of an older version only has whether the job is finished. */
  private static Job.Status status(Map<String, AttributeValue> item) {
    return optionalText(item, STATUS)
        .flatMap(Job.Status::find)
        .orElse(isSet(item, FINISHED) ? Job.Status.FINISHED : Job.Status.UNFINISHED);
  }

  @SuppressWarnings("unchecked") // what is written there is an object
  private static Map<String, Object> object(Map<String, AttributeValue> item, String name) {
    try {
      return (Map<String, Object>) Json.readStored(textOf(item, name));
    } catch (UncheckedIOException | ClassCastException e) {
      throw new MalformedItemException("a job has no JSON object " + name, e);
    }
  }
}
