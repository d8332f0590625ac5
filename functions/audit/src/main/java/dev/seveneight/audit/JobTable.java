package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.http.Json;
import dev.seveneight.shared.store.ProjectTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Keeps jobs in the table of projects. Whoever works on a job has taken it: the job is leased until
 * some time, and so nobody else works on it, unless whoever did is dead. Every write is on
 * condition that nobody else has written since, so that a job has one history even then.
 *
 * <p>Safe for use by several threads.
 */
final class JobTable {
  /** For how long a job is taken, from its last step or the end of its wait on. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final String PARTITION = "~jobs";

  /** For how long a job that is finished is listed. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String IS_NEW = "attribute_not_exists(pk)";

  /** Nobody has written the job since it was read. */
  private static final String IS_AS_READ = "version = :version";

  /** No job has the place, or one that was seen to be finished. */
  private static final String IS_FREE = "attribute_not_exists(pk) OR job = :before";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  JobTable(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /** Adds a job. */
  void add(Job job) {
    dynamo.putItem(put -> put.tableName(table).item(newItem(job)).conditionExpression(IS_NEW));
  }

  /**
   * Adds a job, unless its project has an unfinished one of its kind.
   *
   * @return the job, or the unfinished one
   */
  Job addAlone(Job job) {
    Map<String, AttributeValue> place = ProjectTable.key(job.project(), "job#" + job.kind());
    while (true) {
      Optional<String> before =
          optionalText(
              dynamo.getItem(get -> get.tableName(table).key(place).consistentRead(true)).item(),
              "job");
      Optional<Job> unfinished = before.flatMap(this::find).filter(found -> !found.isFinished());
      if (unfinished.isPresent()) {
        return unfinished.get();
      }
      if (tryToAdd(job, place, before.orElse(""))) {
        return job;
      }
    }
  }

  private boolean tryToAdd(Job job, Map<String, AttributeValue> place, String before) {
    Map<String, AttributeValue> claim = new HashMap<>(place);
    claim.put("job", text(job.id()));
    try {
      dynamo.transactWriteItems(
          write ->
              write.transactItems(
                  TransactWriteItem.builder()
                      .put(
                          put ->
                              put.tableName(table)
                                  .item(claim)
                                  .conditionExpression(IS_FREE)
                                  .expressionAttributeValues(Map.of(":before", text(before))))
                      .build(),
                  TransactWriteItem.builder()
                      .put(
                          put ->
                              put.tableName(table).item(newItem(job)).conditionExpression(IS_NEW))
                      .build()));
      return true;
    } catch (TransactionCanceledException e) {
      // Somebody else was faster. What they have added is seen in the next round.
      return false;
    }
  }

  /** The job of this id, if there is one. */
  Optional<Job> find(String id) {
    Map<String, AttributeValue> item = read(id);
    return item.isEmpty() ? Optional.empty() : Optional.of(job(item));
  }

  /** All jobs, oldest first. */
  List<Job> all() {
    List<Job> jobs = new ArrayList<>();
    dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :partition")
                    .expressionAttributeValues(Map.of(":partition", text(PARTITION)))
                    .consistentRead(true))
        .items()
        .forEach(item -> jobs.add(job(item)));
    return jobs;
  }

  /** The jobs that are not finished, oldest first. */
  List<Job> unfinished() {
    return all().stream().filter(job -> !job.isFinished()).toList();
  }

  /** Takes a job for work on it; empty if it is finished or somebody else has it. */
  Optional<Job> take(String id) {
    Map<String, AttributeValue> item = read(id);
    if (item.isEmpty() || isSet(item, "finished")) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (item.containsKey("leased_until") && numberOf(item, "leased_until") > now.toEpochMilli()) {
      return Optional.empty();
    }
    Job job = job(item);
    return write(
        job,
        "SET version = :next, leased_until = :lease",
        Map.of(":lease", number(now.plus(LEASE).toEpochMilli())));
  }

  /**
   * Saves a job after a step, and keeps it taken.
   *
   * @param job the job as the step has left it, of the version that was taken or saved last
   * @return the job to go on with; empty if somebody else has taken it
   */
  Optional<Job> save(Job job) {
    Instant now = clock.instant();
    Instant idleUntil = job.notBefore().isAfter(now) ? job.notBefore() : now;
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":step", text(job.step()));
    values.put(":state", text(Json.write(job.state())));
    values.put(":report", text(Json.write(job.report())));
    values.put(":before", number(job.notBefore().toEpochMilli()));
    values.put(":finished", flag(job.isFinished()));
    values.put(":lease", number(idleUntil.plus(LEASE).toEpochMilli()));
    String expression =
        "SET step = :step, #state = :state, report = :report, not_before = :before,"
            + " finished = :finished, version = :next, leased_until = :lease";
    if (job.isFinished()) {
      values.put(":expiry", number(now.plus(KEPT).getEpochSecond()));
      expression += ", expires_at = :expiry";
    }
    return write(job, expression, values);
  }

  /** Gives a job back before it is finished, so that anybody can take it at once. */
  void release(Job job) {
    // Empty if somebody else has taken it: then there is nothing to give back.
    write(job, "SET version = :next REMOVE leased_until", Map.of());
  }

  private Optional<Job> write(Job job, String expression, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> values = new HashMap<>(more);
    values.put(":version", number(job.version()));
    values.put(":next", number(job.version() + 1));
    UpdateItemRequest.Builder update =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key(job.id()))
            .updateExpression(expression)
            .conditionExpression(IS_AS_READ)
            .expressionAttributeValues(values);
    if (expression.contains("#state")) {
      update.expressionAttributeNames(Map.of("#state", "state"));
    }
    try {
      dynamo.updateItem(update.build());
      return Optional.of(job.written());
    } catch (ConditionalCheckFailedException e) {
      return Optional.empty();
    }
  }

  private Map<String, AttributeValue> read(String id) {
    return dynamo.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true)).item();
  }

  private static Map<String, AttributeValue> key(String id) {
    return ProjectTable.keyIn(PARTITION, id);
  }

  private static Map<String, AttributeValue> newItem(Job job) {
    Map<String, AttributeValue> item = new HashMap<>(key(job.id()));
    item.put("kind", text(job.kind()));
    item.put("project", text(job.project()));
    job.since().ifPresent(day -> item.put("since", text(day.toString())));
    job.until().ifPresent(day -> item.put("until", text(day.toString())));
    item.put("step", text(job.step()));
    item.put("state", text(Json.write(job.state())));
    item.put("report", text(Json.write(job.report())));
    item.put("not_before", number(job.notBefore().toEpochMilli()));
    item.put("finished", flag(job.isFinished()));
    item.put("version", number(job.version()));
    return item;
  }

  private static Job job(Map<String, AttributeValue> item) {
    return new Job(
        textOf(item, "sk"),
        textOf(item, "kind"),
        textOf(item, "project"),
        optionalText(item, "since").map(LocalDate::parse),
        optionalText(item, "until").map(LocalDate::parse),
        textOf(item, "step"),
        object(textOf(item, "state")),
        object(textOf(item, "report")),
        Instant.ofEpochMilli(numberOf(item, "not_before")),
        isSet(item, "finished"),
        numberOf(item, "version"));
  }

  @SuppressWarnings("unchecked") // what is written there is an object
  private static Map<String, Object> object(String json) {
    return (Map<String, Object>) Json.readStored(json);
  }
}
