package dev.seveneight.audit.jobs;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.optionalNumber;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.id.IdRule;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.TableWrite;
import dev.seveneight.shared.store.TooManyConflictsException;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.WriteResult;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores jobs in the table of projects. A worker takes a job: it is leased until some time, and no
 * other worker takes it before, unless the first one died. Every write is on condition that the job
 * was not written since it was read, so a job has one history even then.
 *
 * <p>Safe for use by several threads.
 */
public final class JobTable {
  /** The duration of a lease, from the job's last step or the end of its wait. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  /** The number of times a step is tried before its job is put aside. */
  static final int MOST_ATTEMPTS = 3;

  /** The time that a job stays listed after its end. */
  private static final Duration KEPT = Duration.ofDays(30);

  /** The job was not written since it was read. */
  private static final WriteCondition IS_AS_READ = WriteCondition.of("version = :version");

  /** The place has no job, or one that was seen to be finished, or an id that is not a string. */
  private static final WriteCondition IS_FREE =
      WriteCondition.of(
          "attribute_not_exists(pk) OR job = :before OR NOT attribute_type(job, :text)");

  /** The place still has this job. */
  private static final WriteCondition HAS_JOB = WriteCondition.of("job = :job");

  private final ItemTable jobs;
  private final InstantSource clock;

  public JobTable(ItemTable projects, InstantSource clock) {
    this.jobs = projects;
    this.clock = clock;
  }

  /**
   * Adds a job.
   *
   * @throws TooManyConflictsException if there is a job of this id
   */
  public void add(Job job) {
    if (!jobs.put(JobItems.item(job), WriteCondition.IS_NEW).isWritten()) {
      throw new TooManyConflictsException(job.id());
    }
  }

  /**
   * Adds a job, unless its project has an unfinished one of its kind.
   *
   * @return the job, or the unfinished one
   */
  public Job addAlone(Job job) {
    return OptimisticRetry.OF_A_RECORD
        .run(() -> tryToAddAlone(job))
        .orElseThrow(() -> new TooManyConflictsException(job.id()));
  }

  private Optional<Job> tryToAddAlone(Job job) {
    Map<String, AttributeValue> place = place(job);
    Optional<String> before = optionalText(jobs.get(place), JobItems.JOB);
    // A job that cannot be read never continues, and does not keep the place.
    Optional<Job> unfinished =
        before
            .filter(IdRule::isId)
            .map(this::read)
            .flatMap(JobItems::find)
            .filter(JobTable::isUnfinished);
    if (unfinished.isPresent()) {
      return unfinished;
    }
    Map<String, AttributeValue> claim = new HashMap<>(place);
    claim.put(JobItems.JOB, text(job.id()));
    WriteCondition isFree =
        IS_FREE.with(":before", text(before.orElse(""))).with(":text", text("S"));
    WriteResult result =
        jobs.writeTogether(
            List.of(
                jobs.toPut(claim, isFree), jobs.toPut(JobItems.item(job), WriteCondition.IS_NEW)));
    return result.isWritten() ? Optional.of(job) : Optional.empty();
  }

  /** Returns the job of this id, if there is one. */
  public Optional<Job> find(String id) {
    Map<String, AttributeValue> item = read(id);
    return item.isEmpty() ? Optional.empty() : Optional.of(JobItems.job(item));
  }

  /**
   * The jobs of the table.
   *
   * @param readable those that can be read, oldest first
   * @param unreadable the ids of the others, which our functions have not written
   */
  public record Listed(List<Job> readable, List<String> unreadable) {}

  /** Returns all jobs, in one read of the table. */
  public Listed listed() {
    Listed listed = new Listed(new ArrayList<>(), new ArrayList<>());
    jobs.all(ItemQuery.ofPartition(JobItems.PARTITION).consistent())
        .forEach(
            item ->
                JobItems.find(item)
                    .ifPresentOrElse(
                        listed.readable::add,
                        () -> listed.unreadable.add(textOf(item, ProjectTable.SORT_KEY))));
    return listed;
  }

  /** Returns the jobs that continue automatically, oldest first. */
  public List<Job> unfinished() {
    return listed().readable().stream().filter(JobTable::isUnfinished).toList();
  }

  private static boolean isUnfinished(Job job) {
    return job.status() == Job.Status.UNFINISHED;
  }

  /**
   * Takes a job for work on it; empty if it is not to be worked on, or another worker has it. A job
   * that was taken too often without a saved step is put aside instead, because each worker died.
   */
  Optional<Job> take(String id) {
    Map<String, AttributeValue> item = read(id);
    if (item.isEmpty() || !isUnfinished(JobItems.job(item))) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (optionalNumber(item, JobItems.LEASED_UNTIL).orElse(0) > now.toEpochMilli()) {
      return Optional.empty();
    }
    Job job = JobItems.job(item);
    long attempts = attempts(item);
    if (attempts >= MOST_ATTEMPTS) {
      return putAside(job);
    }
    return write(
        job,
        next(job)
            .set(JobItems.LEASED_UNTIL, number(now.plus(LEASE).toEpochMilli()))
            .set(JobItems.ATTEMPTS, number(attempts + 1)));
  }

  private static long attempts(Map<String, AttributeValue> item) {
    return optionalNumber(item, JobItems.ATTEMPTS).orElse(0);
  }

  /**
   * Saves a job after a step, and keeps its lease.
   *
   * @param job the job after the step, of the version that was taken or saved last
   * @return the job to continue with; empty if another worker has taken it
   */
  Optional<Job> save(Job job) {
    Instant now = clock.instant();
    Instant idleUntil = job.notBefore().isAfter(now) ? job.notBefore() : now;
    ItemUpdate update =
        next(job)
            .set(JobItems.STEP, text(job.step()))
            .set(JobItems.STATE, text(Json.write(job.state())))
            .set(JobItems.REPORT, text(Json.write(job.report())))
            .set(JobItems.NOT_BEFORE, number(job.notBefore().toEpochMilli()))
            .set(JobItems.FINISHED, flag(job.isOver()))
            .set(JobItems.STATUS, text(job.status().storedName()))
            .set(JobItems.LEASED_UNTIL, number(idleUntil.plus(LEASE).toEpochMilli()))
            .set(JobItems.ATTEMPTS, number(1));
    if (job.isFinished()) {
      update.set(JobItems.EXPIRES_AT, number(now.plus(KEPT).getEpochSecond()));
    }
    return write(job, update);
  }

  /** Gives a job back before it is finished, so that another worker can take it at once. */
  void release(Job job) {
    // If the condition fails, another worker has taken it, and there is nothing to give back.
    write(job, next(job).remove(JobItems.LEASED_UNTIL).remove(JobItems.ATTEMPTS));
  }

  /**
   * Gives a job back whose step has failed, so that the step can be tried again; after too many
   * attempts it is put aside.
   *
   * @return the job if it is put aside
   */
  Optional<Job> failed(Job job) {
    if (attempts(read(job.id())) >= MOST_ATTEMPTS) {
      return putAside(job);
    }
    write(job, next(job).remove(JobItems.LEASED_UNTIL));
    return Optional.empty();
  }

  private Optional<Job> putAside(Job job) {
    return end(job.with(Job.Status.PUT_ASIDE));
  }

  /**
   * Abandons a job for good.
   *
   * @return the job afterwards; one that was over before stays as it was
   */
  public Job abandon(Job job) {
    return OptimisticRetry.OF_A_RECORD
        .on(() -> job, this::tryToAbandon)
        .orElseThrow(() -> new TooManyConflictsException(job.id()));
  }

  private Attempt<Job, Job> tryToAbandon(Job job) {
    if (job.isOver()) {
      return Attempt.done(job);
    }
    // If the condition fails, a worker has just saved a step.
    return end(job.with(Job.Status.ABANDONED))
        .<Attempt<Job, Job>>map(Attempt::done)
        .orElseGet(() -> Attempt.again(find(job.id()).orElseThrow()));
  }

  /** Deletes a job that cannot be read. */
  public void forget(String id) {
    // Without a condition, because nothing else can be done with it.
    jobs.deleteAlways(JobItems.key(id));
  }

  private Optional<Job> end(Job job) {
    return write(
        job,
        next(job)
            .set(JobItems.FINISHED, flag(job.isOver()))
            .set(JobItems.STATUS, text(job.status().storedName()))
            .set(JobItems.REPORT, text(Json.write(job.report())))
            .set(JobItems.EXPIRES_AT, number(clock.instant().plus(KEPT).getEpochSecond()))
            .remove(JobItems.LEASED_UNTIL));
  }

  /**
   * Resumes a job that was put aside.
   *
   * @return false if its project has had another job of its kind since, which may be running
   */
  public boolean resume(Job job) {
    Map<String, AttributeValue> place = place(job);
    boolean hasPlace = !jobs.get(place).isEmpty();
    List<TableWrite> writes = new ArrayList<>();
    writes.add(
        jobs.toUpdate(
            next(job)
                .set(JobItems.STATUS, text(Job.Status.UNFINISHED.storedName()))
                .remove(JobItems.ATTEMPTS)
                .remove(JobItems.EXPIRES_AT)
                .remove(JobItems.LEASED_UNTIL)));
    if (hasPlace) {
      AttributeValue id = text(job.id());
      writes.add(
          jobs.toUpdate(
              ItemUpdate.of(place).set(JobItems.JOB, id).onlyIf(HAS_JOB.with(":job", id))));
    }
    return jobs.writeTogether(writes).isWritten();
  }

  private static Map<String, AttributeValue> place(Job job) {
    return ProjectTable.key(job.project(), ProjectItemType.JOB_PLACE.place() + job.kind());
  }

  /**
   * Returns the write of the next version of a job that has not changed since it was read. Callers
   * add the changes.
   */
  private static ItemUpdate next(Job job) {
    return ItemUpdate.of(JobItems.key(job.id()))
        .set(JobItems.VERSION, number(job.version() + 1))
        .onlyIf(IS_AS_READ.with(":version", number(job.version())));
  }

  private Optional<Job> write(Job job, ItemUpdate update) {
    return jobs.update(update).isWritten() ? Optional.of(job.written()) : Optional.empty();
  }

  private Map<String, AttributeValue> read(String id) {
    return jobs.get(JobItems.key(id));
  }
}
