package dev.seveneight.audit.jobs;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.optionalNumber;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.id.IdRule;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.project.ProjectTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
public final class JobTable {
  /** For how long a job is taken, from its last step or the end of its wait on. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  /** How often a step is tried before its job is put aside. */
  static final int MOST_ATTEMPTS = 3;

  /** For how long a job is listed that nobody works on any more. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String RESUME =
      "SET version = :next, #status = :status REMOVE attempts, expires_at, leased_until";

  private static final String IS_NEW = "attribute_not_exists(pk)";

  /** Nobody has written the job since it was read. */
  private static final String IS_AS_READ = "version = :version";

  /** No job has the place, or one that was seen to be finished, or what is the id of no job. */
  private static final String IS_FREE =
      "attribute_not_exists(pk) OR job = :before OR NOT attribute_type(job, :text)";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  public JobTable(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /** Adds a job. */
  public void add(Job job) {
    dynamo.putItem(
        put -> put.tableName(table).item(JobItems.item(job)).conditionExpression(IS_NEW));
  }

  /**
   * Adds a job, unless its project has an unfinished one of its kind.
   *
   * @return the job, or the unfinished one
   */
  public Job addAlone(Job job) {
    Map<String, AttributeValue> place = place(job);
    while (true) {
      Optional<String> before =
          optionalText(
              dynamo.getItem(get -> get.tableName(table).key(place).consistentRead(true)).item(),
              "job");
      // One that cannot be read never goes on, and does not hold the place.
      Optional<Job> unfinished =
          before
              .filter(IdRule::isId)
              .map(this::read)
              .flatMap(JobItems::find)
              .filter(JobTable::isUnfinished);
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
                                  .expressionAttributeValues(
                                      Map.of(":before", text(before), ":text", text("S"))))
                      .build(),
                  TransactWriteItem.builder()
                      .put(
                          put ->
                              put.tableName(table)
                                  .item(JobItems.item(job))
                                  .conditionExpression(IS_NEW))
                      .build()));
      return true;
    } catch (TransactionCanceledException e) {
      // Somebody else was faster. What they have added is seen in the next round.
      return false;
    }
  }

  /** The job of this id, if there is one. */
  public Optional<Job> find(String id) {
    Map<String, AttributeValue> item = read(id);
    return item.isEmpty() ? Optional.empty() : Optional.of(JobItems.job(item));
  }

  /**
   * The jobs of the table.
   *
   * @param readable those that can be read, oldest first
   * @param unreadable the ids of the others, which somebody else has written
   */
  public record Listed(List<Job> readable, List<String> unreadable) {}

  /** All jobs, by one reading of the table. */
  public Listed listed() {
    Listed listed = new Listed(new ArrayList<>(), new ArrayList<>());
    for (Map<String, AttributeValue> item : items()) {
      JobItems.find(item)
          .ifPresentOrElse(
              listed.readable::add,
              () -> listed.unreadable.add(textOf(item, ProjectTable.SORT_KEY)));
    }
    return listed;
  }

  private Iterable<Map<String, AttributeValue>> items() {
    return dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :partition")
                    .expressionAttributeValues(Map.of(":partition", text(JobItems.PARTITION)))
                    .consistentRead(true))
        .items();
  }

  /** The jobs that go on by themselves, oldest first. */
  public List<Job> unfinished() {
    return listed().readable().stream().filter(JobTable::isUnfinished).toList();
  }

  private static boolean isUnfinished(Job job) {
    return job.status() == Job.Status.UNFINISHED;
  }

  /**
   * Takes a job for work on it; empty if nobody is to work on it, or somebody else has it. One that
   * was taken too often without a step that was saved is put aside instead: whoever had it has died
   * each time.
   */
  Optional<Job> take(String id) {
    Map<String, AttributeValue> item = read(id);
    if (item.isEmpty() || !isUnfinished(JobItems.job(item))) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (optionalNumber(item, "leased_until").orElse(0) > now.toEpochMilli()) {
      return Optional.empty();
    }
    Job job = JobItems.job(item);
    long attempts = attempts(item);
    if (attempts >= MOST_ATTEMPTS) {
      return putAside(job);
    }
    return write(
        job,
        "SET version = :next, leased_until = :lease, attempts = :attempts",
        Map.of(
            ":lease", number(now.plus(LEASE).toEpochMilli()),
            ":attempts", number(attempts + 1)));
  }

  private static long attempts(Map<String, AttributeValue> item) {
    return optionalNumber(item, "attempts").orElse(0);
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
    values.put(":finished", flag(job.isOver()));
    values.put(":status", text(job.status().storedName()));
    values.put(":first", number(1));
    values.put(":lease", number(idleUntil.plus(LEASE).toEpochMilli()));
    String expression =
        "SET step = :step, #state = :state, report = :report, not_before = :before,"
            + " finished = :finished, #status = :status, version = :next, leased_until = :lease,"
            + " attempts = :first";
    if (job.isFinished()) {
      values.put(":expiry", number(now.plus(KEPT).getEpochSecond()));
      expression += ", expires_at = :expiry";
    }
    return write(job, expression, values);
  }

  /** Gives a job back before it is finished, so that anybody can take it at once. */
  void release(Job job) {
    // Empty if somebody else has taken it: then there is nothing to give back.
    write(job, "SET version = :next REMOVE leased_until, attempts", Map.of());
  }

  /**
   * Gives a job back whose step has failed, so that anybody can try the step again; after too many
   * attempts it is put aside.
   *
   * @return the job if it is put aside
   */
  Optional<Job> failed(Job job) {
    if (attempts(read(job.id())) >= MOST_ATTEMPTS) {
      return putAside(job);
    }
    write(job, "SET version = :next REMOVE leased_until", Map.of());
    return Optional.empty();
  }

  private Optional<Job> putAside(Job job) {
    return end(job.with(Job.Status.PUT_ASIDE));
  }

  /**
   * Gives a job up for good.
   *
   * @return the job as it is then; one that was over before stays as it was
   */
  public Job abandon(Job job) {
    Job now = job;
    while (!now.isOver()) {
      Optional<Job> abandoned = end(now.with(Job.Status.ABANDONED));
      // Somebody was working on it, and has just written what came of that.
      now = abandoned.isPresent() ? abandoned.get() : find(job.id()).orElseThrow();
    }
    return now;
  }

  /** Forgets a job that cannot be read. */
  public void forget(String id) {
    // Without a condition: nobody can do anything else with it.
    dynamo.deleteItem(delete -> delete.tableName(table).key(JobItems.key(id)));
  }

  private Optional<Job> end(Job job) {
    return write(
        job,
        "SET version = :next, finished = :over, #status = :status, report = :report,"
            + " expires_at = :expiry REMOVE leased_until",
        Map.of(
            ":over", flag(job.isOver()),
            ":report", text(Json.write(job.report())),
            ":status", text(job.status().storedName()),
            ":expiry", number(clock.instant().plus(KEPT).getEpochSecond())));
  }

  /**
   * Lets a job go on that was put aside.
   *
   * @return false if its project has had another one of its kind since, which may be at work
   */
  public boolean resume(Job job) {
    Map<String, AttributeValue> place = place(job);
    boolean hasPlace =
        dynamo.getItem(get -> get.tableName(table).key(place).consistentRead(true)).hasItem();
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(
        TransactWriteItem.builder()
            .update(
                update ->
                    update
                        .tableName(table)
                        .key(JobItems.key(job.id()))
                        .updateExpression(RESUME)
                        .conditionExpression(IS_AS_READ)
                        .expressionAttributeNames(Map.of("#status", "status"))
                        .expressionAttributeValues(
                            Map.of(
                                ":version", number(job.version()),
                                ":next", number(job.version() + 1),
                                ":status", text(Job.Status.UNFINISHED.storedName()))))
            .build());
    if (hasPlace) {
      writes.add(
          TransactWriteItem.builder()
              .update(
                  update ->
                      update
                          .tableName(table)
                          .key(place)
                          .updateExpression("SET job = :job")
                          .conditionExpression("job = :job")
                          .expressionAttributeValues(Map.of(":job", text(job.id()))))
              .build());
    }
    try {
      dynamo.transactWriteItems(write -> write.transactItems(writes));
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    }
  }

  private static Map<String, AttributeValue> place(Job job) {
    return ProjectTable.key(job.project(), ProjectItemType.JOB_PLACE.place() + job.kind());
  }

  private Optional<Job> write(Job job, String expression, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> values = new HashMap<>(more);
    values.put(":version", number(job.version()));
    values.put(":next", number(job.version() + 1));
    UpdateItemRequest.Builder update =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(JobItems.key(job.id()))
            .updateExpression(expression)
            .conditionExpression(IS_AS_READ)
            .expressionAttributeValues(values);
    Map<String, String> names = new HashMap<>();
    for (String name : List.of("state", "status")) {
      if (expression.contains("#" + name)) {
        names.put("#" + name, name);
      }
    }
    if (!names.isEmpty()) {
      update.expressionAttributeNames(names);
    }
    try {
      dynamo.updateItem(update.build());
      return Optional.of(job.written());
    } catch (ConditionalCheckFailedException e) {
      return Optional.empty();
    }
  }

  private Map<String, AttributeValue> read(String id) {
    return dynamo
        .getItem(get -> get.tableName(table).key(JobItems.key(id)).consistentRead(true))
        .item();
  }
}
