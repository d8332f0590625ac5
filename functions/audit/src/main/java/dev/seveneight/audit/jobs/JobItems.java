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

/** How jobs stand in the table of projects, one item for each. */
final class JobItems {
  /** The partition of all jobs. No project's name begins like this. */
  static final String PARTITION = ProjectItemType.JOB.partition();

  private JobItems() {}

  /** The key of a job's item. */
  static Map<String, AttributeValue> key(String id) {
    return ProjectTable.keyIn(PARTITION, id);
  }

  /** The item of a job that nobody has worked on yet. */
  static Map<String, AttributeValue> item(Job job) {
    Map<String, AttributeValue> item = new HashMap<>(key(job.id()));
    item.put("kind", text(job.kind()));
    item.put("project", text(job.project()));
    job.since().ifPresent(day -> item.put("since", text(day.toString())));
    job.until().ifPresent(day -> item.put("until", text(day.toString())));
    item.put("step", text(job.step()));
    item.put("state", text(Json.write(job.state())));
    item.put("report", text(Json.write(job.report())));
    item.put("not_before", number(job.notBefore().toEpochMilli()));
    item.put("finished", flag(job.isOver()));
    item.put("status", text(job.status().storedName()));
    item.put("version", number(job.version()));
    return item;
  }

  /** The job that an item says; empty if it says none. */
  static Optional<Job> find(Map<String, AttributeValue> item) {
    try {
      return Optional.of(job(item));
    } catch (MalformedItemException e) {
      // It must not stop the other jobs.
      return Optional.empty();
    }
  }

  /**
   * The job that an item says.
   *
   * @throws MalformedItemException if it says none
   */
  static Job job(Map<String, AttributeValue> item) {
    return new Job(
        textOf(item, ProjectTable.SORT_KEY),
        textOf(item, "kind"),
        textOf(item, "project"),
        optionalDay(item, "since"),
        optionalDay(item, "until"),
        textOf(item, "step"),
        object(item, "state"),
        object(item, "report"),
        Instant.ofEpochMilli(numberOf(item, "not_before")),
        status(item),
        numberOf(item, "version"));
  }

  private static Optional<LocalDate> optionalDay(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Optional.of(dayOf(item, name)) : Optional.empty();
  }

  /** A job of an older version only says whether it is finished. */
  private static Job.Status status(Map<String, AttributeValue> item) {
    return optionalText(item, "status")
        .flatMap(Job.Status::find)
        .orElse(isSet(item, "finished") ? Job.Status.FINISHED : Job.Status.UNFINISHED);
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
