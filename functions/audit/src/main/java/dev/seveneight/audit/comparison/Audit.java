package dev.seveneight.audit.comparison;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobChunks;
import dev.seveneight.audit.jobs.JobSteps;
import dev.seveneight.audit.jobs.Settling;
import dev.seveneight.audit.reads.DaysInMonth;
import dev.seveneight.audit.reads.LedgerReads;
import dev.seveneight.audit.reads.NotedItems;
import dev.seveneight.audit.reads.StrayTallies;
import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.audit.reports.InvalidItems;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.metrics.Metrics;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares a project's tallies with the ledger while responses keep coming in, and changes nothing:
 * the scores of each day with the day's responses, each month with its days, and, when asked, each
 * journey with the person's responses and what is counted of journeys with the journeys.
 */
public final class Audit implements JobSteps {
  /** The kind of these jobs. */
  public static final String KIND = "audit";

  /** Runs of days to compare, instead of a range. */
  private static final String RUNS = "runs";

  /** Whether journeys are also compared. */
  private static final String JOURNEYS = "with_journeys";

  /** The first and the last day of the range. */
  private static final String FIRST = "first_day";

  private static final String LAST = "last_day";

  /**
   * The current unit. The next one is derived, because a range of centuries has thousands of units.
   */
  private static final String UNIT = "unit";

  private static final String DAYS_UNIT = "days ";
  private static final String MONTH_UNIT = "month ";
  private static final String PEOPLE_UNIT = "people";
  private static final String STEPS_UNIT = "steps of journeys";
  private static final String SEGMENTS_UNIT = "segments";

  /** The step that checks the segments in the lists. */
  private static final String SEGMENTS = "segments";

  private static final String SEGMENTS_CURSOR = "segments_cursor";

  private final LedgerReads ledger;
  private final NotedItems noted;
  private final TallyReads tallies;
  private final StrayTallies strays;
  private final JobChunks papers;
  private final Settling settling;
  private final TallyComparison comparison;
  private final JourneyCheck journeyCheck;
  private final Metrics metrics;

  public Audit(
      LedgerReads ledger,
      NotedItems noted,
      TallyReads tallies,
      StrayTallies strays,
      JobChunks papers,
      Settling settling,
      TallyComparison comparison,
      JourneyCheck journeyCheck,
      Metrics metrics) {
    this.ledger = ledger;
    this.noted = noted;
    this.tallies = tallies;
    this.strays = strays;
    this.papers = papers;
    this.settling = settling;
    this.comparison = comparison;
    this.journeyCheck = journeyCheck;
    this.metrics = metrics;
  }

  /** Returns an audit of a range of days. */
  public static Job ofRange(
      String project, Optional<LocalDate> since, Optional<LocalDate> until, boolean withJourneys) {
    return Job.begin(KIND, project, since, until).with(JOURNEYS, withJourneys);
  }

  /** Returns an audit of single days. */
  public static Job ofDays(String project, Collection<LocalDate> days, boolean withJourneys) {
    List<String> runs = DaysInMonth.of(days).stream().map(DaysInMonth::toString).toList();
    return Job.begin(KIND, project, Optional.empty(), Optional.empty())
        .with(RUNS, runs)
        .with(JOURNEYS, withJourneys);
  }

  /** Returns whether both audits compare the same. */
  public static boolean isSame(Job one, Job other) {
    return one.isSameAs(other)
        && one.isSet(JOURNEYS) == other.isSet(JOURNEYS)
        && one.texts(RUNS).equals(other.texts(RUNS));
  }

  @Override
  public Job step(Job saved) {
    Job job = papers.clearUp(saved);
    return switch (job.step()) {
      case Job.FIRST_STEP -> begin(job);
      case Settling.STEP -> settling.step(job);
      case TallyComparison.WALK, TallyComparison.COMPARE -> comparison.step(job, unit(job));
      case JourneyCheck.PEOPLE, JourneyCheck.AGAIN -> journeyCheck.step(job);
      case SEGMENTS -> segments(job);
      case TallyComparison.DONE -> next(job);
      default -> throw new IllegalStateException("an audit has no step " + job.step());
    };
  }

  private Job begin(Job asked) {
    Job job = asked.state().containsKey(RUNS) ? asked : withRange(asked);
    List<DaysInMonth> runs = runs(job);
    long days =
        runs.stream().mapToLong(run -> ChronoUnit.DAYS.between(run.first(), run.last()) + 1).sum();
    long months = runs.stream().map(DaysInMonth::month).distinct().count();
    // Includes those that no index shows: every audit names them until they are corrected.
    Job begun =
        InvalidItems.reportedBy(Findings.of(job).in(job), noted.invalid(job.project()))
            .reporting("days", days)
            .reporting("months", months)
            .reporting("journeys", 0)
            .with(UNIT, "");
    // No wait: units that agree at the first look need none.
    return begun.next(TallyComparison.DONE);
  }

  /** Returns the days to compare. */
  private static List<DaysInMonth> runs(Job job) {
    if (job.state().containsKey(RUNS)) {
      return job.texts(RUNS).stream().map(DaysInMonth::parse).toList();
    }
    Optional<LocalDate> first = job.text(FIRST).map(LocalDate::parse);
    Optional<LocalDate> last = job.text(LAST).map(LocalDate::parse);
    return first.isEmpty() || last.isEmpty()
        ? List.of()
        : DaysInMonth.between(first.get(), last.get());
  }

  /** Returns each run of days, and the month after the last run of its days. */
  private static List<String> units(Job job) {
    List<DaysInMonth> runs = runs(job);
    // The first one stands for the state before all units.
    List<String> units = new ArrayList<>(List.of(""));
    for (int i = 0; i < runs.size(); i++) {
      units.add(DAYS_UNIT + runs.get(i));
      YearMonth month = runs.get(i).month();
      if (i + 1 == runs.size() || !runs.get(i + 1).month().equals(month)) {
        units.add(MONTH_UNIT + month);
      }
    }
    if (job.isSet(JOURNEYS)) {
      units.add(PEOPLE_UNIT);
      units.add(STEPS_UNIT);
    }
    // A nightly run of single days must not read all tallies.
    if (!job.state().containsKey(RUNS) || job.isSet(JOURNEYS)) {
      units.add(SEGMENTS_UNIT);
    }
    return units;
  }

  /**
   * Returns the job with the ends of its range. Without a range, they are the ends of the project's
   * data.
   */
  private Job withRange(Job job) {
    Optional<LocalDate> first =
        job.since()
            .map(day -> day.isBefore(Period.FIRST_DAY) ? Period.FIRST_DAY : day)
            .or(() -> firstDay(job.project()));
    Optional<LocalDate> last =
        job.until()
            .map(day -> day.isAfter(Period.LAST_DAY) ? Period.LAST_DAY : day)
            .or(() -> lastDay(job.project()));
    return first.isEmpty() || last.isEmpty()
        ? job
        : job.with(FIRST, first.get().toString()).with(LAST, last.get().toString());
  }

  private Optional<LocalDate> firstDay(String project) {
    return Stream.of(
            ledger.firstDay(project),
            tallies.first(project).map(day -> YearMonth.from(day).atDay(1)))
        .flatMap(Optional::stream)
        .min(LocalDate::compareTo);
  }

  private Optional<LocalDate> lastDay(String project) {
    return Stream.of(
            ledger.lastDay(project),
            tallies.last(project).map(day -> YearMonth.from(day).atEndOfMonth()))
        .flatMap(Optional::stream)
        .max(LocalDate::compareTo);
  }

  /** Continues with the next unit. */
  private Job next(Job job) {
    String done = unitOf(job);
    Job without = done.startsWith(MONTH_UNIT) ? comparison.withoutCorrections(job) : job;
    List<String> units = units(job);
    int next = units.indexOf(done) + 1;
    if (next == units.size()) {
      return finish(without);
    }
    return without
        .with(UNIT, units.get(next))
        .next(
            switch (units.get(next)) {
              case PEOPLE_UNIT -> JourneyCheck.PEOPLE;
              case SEGMENTS_UNIT -> SEGMENTS;
              default -> TallyComparison.WALK;
            });
  }

  /** Reports content of some segments that our functions cannot have written. */
  private Job segments(Job job) {
    StrayTallies.Found found =
        strays.after(job.project(), job.cursor(SEGMENTS_CURSOR), tally -> isAskedFor(tally, job));
    Findings findings = Findings.of(job);
    found.items().forEach(findings::flaws);
    Job looked = findings.in(job);
    return found.next().isPresent()
        ? looked.with(SEGMENTS_CURSOR, found.next().get())
        : looked.without(SEGMENTS_CURSOR).next(TallyComparison.DONE);
  }

  private static boolean isAskedFor(TallyKey tally, Job job) {
    LocalDate first = tally.period().firstDay();
    LocalDate last =
        tally.period().unit() == Period.Unit.DAY ? first : YearMonth.from(first).atEndOfMonth();
    return job.since().filter(last::isBefore).isEmpty()
        && job.until().filter(first::isAfter).isEmpty();
  }

  private Job finish(Job job) {
    Findings findings = Findings.of(job);
    metrics.publish(
        Map.of(
            Metric.DRIFT_FOUND, findings.drift(),
            Metric.AUDITS_UNDECIDED, findings.undecided()));
    papers.clearUpAll(job);
    return job.finished();
  }

  private ComparedUnit unit(Job job) {
    String unit = unitOf(job);
    String project = job.project();
    if (unit.startsWith(DAYS_UNIT)) {
      return new DaysFromResponses(
          ledger, noted, tallies, project, DaysInMonth.parse(unit.substring(DAYS_UNIT.length())));
    }
    if (unit.startsWith(MONTH_UNIT)) {
      // The tallies of journeys are compared with the journeys, when they are requested.
      Set<Kind> kinds = job.isSet(JOURNEYS) ? EnumSet.of(Kind.SCORE) : EnumSet.allOf(Kind.class);
      return new MonthFromDays(
          tallies,
          project,
          YearMonth.parse(unit.substring(MONTH_UNIT.length())),
          kinds,
          comparison.corrections(job));
    }
    return new StepsFromJourneys(ledger, tallies, project);
  }

  private static String unitOf(Job job) {
    return job.text(UNIT).orElseThrow();
  }
}
