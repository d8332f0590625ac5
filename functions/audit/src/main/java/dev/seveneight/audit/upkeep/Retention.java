package dev.seveneight.audit.upkeep;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobSteps;
import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.audit.reads.LedgerReads;
import dev.seveneight.audit.reports.InvalidItems;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.MalformedItemException;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.ProjectTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes responses anonymous that are older than a project's retention period of personal data, and
 * erases people without newer data. A night begins where the last one ended. One night a week
 * begins with the oldest again, to cover items that were imported, changed or still in use when
 * they were passed.
 *
 * <p>The job ends as soon as the setting differs from the one at its begin, because removed data
 * does not come back.
 */
public final class Retention implements JobSteps {
  /** The kind of these jobs. */
  public static final String KIND = "retention";

  private static final String RESPONSES = "responses";
  private static final String PEOPLE = "people";

  /** The types that age by themselves, by the step that walks them. */
  static final Map<String, ItemType> WALKED =
      Map.of(RESPONSES, ItemType.RESPONSE, PEOPLE, ItemType.PERSON);

  private static final String ALL = "all";
  private static final String DAYS = "keep_personal_days";
  private static final String FIRST = "first";
  private static final String END = "end";
  private static final String CURSOR = "cursor";

  private static final int RESPONSES_AT_ONCE = 500;
  private static final int PEOPLE_AT_ONCE = 100;

  /** The pause between erasures. Each writes several records, and others must be counted too. */
  private static final Duration BETWEEN_PEOPLE = Duration.ofSeconds(5);

  private final ProjectTable projects;
  private final LedgerReads ledger;
  private final RetentionTable table;
  private final RetentionCursor reached;
  private final Parallel parallel;
  private final InstantSource clock;

  public Retention(
      ProjectTable projects,
      LedgerReads ledger,
      RetentionTable table,
      RetentionCursor reached,
      Parallel parallel,
      InstantSource clock) {
    this.projects = projects;
    this.ledger = ledger;
    this.table = table;
    this.reached = reached;
    this.parallel = parallel;
    this.clock = clock;
  }

  /**
   * Returns the retention job of a project.
   *
   * @param fromTheOldest whether to begin with the oldest, and not where the last one ended
   */
  public static Job of(String project, boolean fromTheOldest) {
    return Job.begin(KIND, project, Optional.empty(), Optional.empty()).with(ALL, fromTheOldest);
  }

  @Override
  public Job step(Job job) {
    Project project = projects.projectNow(job.project());
    Optional<Integer> days = project.settings().keepPersonalDays();
    if (days.isEmpty()) {
      return job.finished();
    }
    if (job.step().equals(Job.FIRST_STEP)) {
      return begin(job, days.get());
    }
    if (job.number(DAYS) != days.get()) {
      return job.finished();
    }
    return switch (job.step()) {
      case RESPONSES -> responses(job);
      case PEOPLE -> people(job, project);
      default -> throw new IllegalStateException("retention has no step " + job.step());
    };
  }

  private Job begin(Job job, int days) {
    long end = clock.instant().minus(Duration.ofDays(days)).getEpochSecond();
    long first = job.isSet(ALL) ? 0 : reached.of(job.project());
    return first < end
        ? job.with(DAYS, days).with(FIRST, first).with(END, end).next(RESPONSES)
        : job.finished();
  }

  private Job responses(Job job) {
    IndexPage page = page(job, RESPONSES_AT_ONCE);
    Map<String, String> invalid = new ConcurrentSkipListMap<>();
    long changed =
        parallel.map(ledger.itemsOf(page.entries()), item -> makeAnonymous(item, invalid)).stream()
            .filter(isChanged -> isChanged)
            .count();
    Job done =
        InvalidItems.reportedBy(job, invalid).reportingMore("responses_made_anonymous", changed);
    return page.next().isPresent()
        ? done.with(CURSOR, page.next().get())
        : done.without(CURSOR).next(PEOPLE);
  }

  /**
   * Makes a response anonymous. One that cannot be read is named in the report, so that an operator
   * can correct or delete it.
   */
  private boolean makeAnonymous(Map<String, AttributeValue> item, Map<String, String> invalid) {
    try {
      return table.makeAnonymous(item);
    } catch (MalformedItemException e) {
      invalid.put(textOf(item, LedgerItems.KEY), e.getMessage());
      return false;
    }
  }

  /**
   * Handles people after the responses. By then, people without younger responses have no personal
   * response left.
   */
  private Job people(Job job, Project project) {
    Instant end = Instant.ofEpochSecond(job.number(END));
    IndexPage page = page(job, PEOPLE_AT_ONCE);
    Map<String, String> invalid = new ConcurrentSkipListMap<>();
    long erased =
        parallel
            .map(
                ledger.itemsOf(page.entries()),
                item ->
                    isOlderThan(item, end, invalid)
                        && !ledger.hasAnythingSince(
                            project.id(), textOf(item, ItemAttribute.ID), end)
                        && table.erase(project.secret(), item))
            .stream()
            .filter(isErased -> isErased)
            .count();
    Job done = InvalidItems.reportedBy(job, invalid).reportingMore("people_erased", erased);
    if (page.next().isEmpty()) {
      reached.raise(job.project(), job.number(END));
      return done.finished();
    }
    return done.with(CURSOR, page.next().get())
        .notBefore(erased > 0 ? clock.instant().plus(BETWEEN_PEOPLE) : Instant.EPOCH);
  }

  private static boolean isOlderThan(
      Map<String, AttributeValue> person, Instant end, Map<String, String> invalid) {
    try {
      return RetentionTable.isOlderThan(person, end);
    } catch (MalformedItemException e) {
      invalid.put(textOf(person, LedgerItems.KEY), e.getMessage());
      return false;
    }
  }

  private IndexPage page(Job job, int most) {
    return ledger.between(
        job.project(),
        WALKED.get(job.step()).storedName(),
        job.number(FIRST),
        job.number(END),
        most,
        job.cursor(CURSOR));
  }
}
