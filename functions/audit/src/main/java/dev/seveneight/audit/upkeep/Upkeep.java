package dev.seveneight.audit.upkeep;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobSteps;
import dev.seveneight.audit.reads.DaysInMonth;
import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.audit.reads.LedgerReads;
import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.shared.store.ledger.ErasureItems;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.tally.ChangedDays;
import dev.seveneight.shared.store.tally.ChangedDays.Changed;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.tally.TallyKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tidies up after changes in a project: strips tallies of marks that are no longer needed, deletes
 * tallies that count nothing, keeps the lists of values consistent with the tallies, removes
 * outlived markers from journeys, and restarts erasures that have stopped.
 */
public final class Upkeep implements JobSteps {
  /** The kind of these jobs. */
  public static final String KIND = "upkeep";

  /**
   * How many days ago tallies have to have changed for the last time: then their marks are {@link
   * Mark#isOutlived} whatever the time of day.
   */
  static final int DAYS_OF_MARKS = 3;

  private static final String LIST = "list";
  private static final String TIDY = "tidy";
  private static final String MARKERS = "markers";
  private static final String ERASURES = "erasures";

  /** From which date on changes have not been looked at for values that are not listed. */
  private static final String SINCE = "changed_since";

  private static final String RECENT = "recent_days";
  private static final String DATES = "dates";
  private static final String PERIODS = "periods";
  private static final String CURSOR = "cursor";
  private static final String EMPTYING = "emptying";
  private static final String KEPT = "kept";

  private static final int TALLIES_AT_ONCE = 200;

  private final ChangedDays changedDays;
  private final TallyReads tallies;
  private final TallyTidying tidying;
  private final ListedValues lists;
  private final LedgerReads ledger;
  private final OutlivedMarkers markers;
  private final StalledErasures erasures;
  private final InstantSource clock;

  public Upkeep(
      ChangedDays changedDays,
      TallyReads tallies,
      TallyTidying tidying,
      ListedValues lists,
      LedgerReads ledger,
      OutlivedMarkers markers,
      StalledErasures erasures,
      InstantSource clock) {
    this.changedDays = changedDays;
    this.tallies = tallies;
    this.tidying = tidying;
    this.lists = lists;
    this.ledger = ledger;
    this.markers = markers;
    this.erasures = erasures;
    this.clock = clock;
  }

  /**
   * The upkeep of a project.
   *
   * @param since what changed before this date was looked at by another one; empty if none was
   */
  public static Job of(String project, Optional<LocalDate> since) {
    Job job = Job.begin(KIND, project, Optional.empty(), Optional.empty());
    return since.isPresent() ? job.with(SINCE, since.get().toString()) : job;
  }

  @Override
  public Job step(Job job) {
    return switch (job.step()) {
      case Job.FIRST_STEP -> begin(job);
      case LIST -> list(job);
      case TIDY -> job.texts(PERIODS).isEmpty() ? nextDate(job) : tidy(job);
      case MARKERS -> markers(job);
      case ERASURES -> erasures(job);
      default -> throw new IllegalStateException("upkeep has no step " + job.step());
    };
  }

  private Job begin(Job job) {
    String project = job.project();
    // Tallies that are left from a worker that died.
    for (TallyKey left : tidying.finish(project)) {
      lists.removeIfNotCounted(project, left.segment());
    }
    LocalDate since = job.text(SINCE).map(LocalDate::parse).orElse(LocalDate.MIN);
    LocalDate outlived = today().minusDays(DAYS_OF_MARKS);
    Set<String> recent = new TreeSet<>();
    Set<String> dates = new TreeSet<>();
    for (Changed changed : changedDays.of(project)) {
      if (!changed.date().isBefore(since)) {
        recent.addAll(changed.days());
      }
      if (!changed.date().isAfter(outlived)) {
        dates.add(changed.date().toString());
      }
    }
    return job.with(RECENT, List.copyOf(recent)).with(DATES, List.copyOf(dates)).next(LIST);
  }

  /** Adds the values to their lists that are counted on a day and not listed. */
  private Job list(Job job) {
    List<String> days = job.texts(RECENT);
    if (days.isEmpty()) {
      return job.without(RECENT).next(TIDY);
    }
    String day = days.get(0);
    int added = lists.addCounted(job.project(), tallies.between(job.project(), day, day));
    return job.reportingMore("values_listed", added)
        .with(RECENT, List.copyOf(days.subList(1, days.size())));
  }

  private Job nextDate(Job job) {
    List<String> dates = job.texts(DATES);
    if (dates.isEmpty()) {
      return job.next(MARKERS);
    }
    TreeSet<String> periods = new TreeSet<>();
    for (Changed changed : changedDays.of(job.project())) {
      if (changed.date().toString().equals(dates.get(0))) {
        periods.addAll(changed.days());
        changed.days().forEach(day -> periods.add(DaysInMonth.monthOf(day)));
      }
    }
    return periods.isEmpty()
        ? job.with(DATES, List.copyOf(dates.subList(1, dates.size())))
        : job.with(PERIODS, List.copyOf(periods));
  }

  /** Tidies some tallies of the first day or month of those that changed on the first date. */
  private Job tidy(Job job) {
    List<String> periods = job.texts(PERIODS);
    String period = periods.get(0);
    IndexPage page =
        tallies.keys(job.project(), period, period, job.cursor(CURSOR), TALLIES_AT_ONCE);
    List<TallyKey> keys =
        page.entries().stream()
            .flatMap(entry -> StoredTally.keyOf(entry).stream())
            .filter(tally -> tally.project().equals(job.project()))
            .toList();
    Set<String> emptying = new TreeSet<>(job.texts(EMPTYING));
    if (!job.state().containsKey(EMPTYING)) {
      emptying.addAll(tidying.emptied(keys));
      if (!emptying.isEmpty()) {
        // Noted before anything is deleted, because a repeated step would not find them any more.
        return job.with(EMPTYING, List.copyOf(emptying));
      }
    }
    TallyTidying.Tidied tidied = tidying.tidy(keys);
    int removed = 0;
    for (String segment : emptying) {
      removed += lists.removeIfNotCounted(job.project(), segment) ? 1 : 0;
    }
    Job done =
        job.without(EMPTYING)
            .reportingMore("marks_stripped", tidied.marksStripped())
            .reportingMore("tallies_deleted", tidied.talliesDeleted())
            .reportingMore("values_removed", removed);
    if (tidied.marksLeft() > 0) {
      Set<String> kept = new TreeSet<>(job.texts(KEPT));
      kept.add(period);
      done = done.with(KEPT, List.copyOf(kept));
    }
    if (page.next().isPresent()) {
      return done.with(CURSOR, page.next().get());
    }
    List<String> left = periods.subList(1, periods.size());
    done = done.without(CURSOR).with(PERIODS, List.copyOf(left));
    return left.isEmpty() ? forget(done) : done;
  }

  /**
   * Forgets a date. A tally that still has a mark has changed on a later date, of which there is a
   * note: whoever moves a mark notes the day before, on the date by its own clock. Two clocks may
   * differ at midnight, and a rebuild raises marks of tallies that it does not change: so a day
   * whose tallies keep marks is noted again if no later date has it.
   */
  private Job forget(Job job) {
    LocalDate date = LocalDate.parse(job.texts(DATES).get(0));
    Set<String> later = new TreeSet<>();
    Set<String> ofDate = new TreeSet<>();
    for (Changed changed : changedDays.of(job.project())) {
      (changed.date().isAfter(date) ? later : ofDate).addAll(changed.days());
    }
    Set<String> again = new TreeSet<>();
    for (String kept : job.texts(KEPT)) {
      // A month is found again by any of its days.
      if (noneStartsWith(kept, later) && noneStartsWith(kept, again)) {
        ofDate.stream().filter(day -> day.startsWith(kept)).findFirst().ifPresent(again::add);
      }
    }
    if (!again.isEmpty()) {
      changedDays.note(job.project(), today(), again);
    }
    changedDays.forget(job.project(), date);
    List<String> dates = job.texts(DATES);
    return job.without(KEPT)
        .reportingMore("dates_forgotten", 1)
        .with(DATES, List.copyOf(dates.subList(1, dates.size())));
  }

  private static boolean noneStartsWith(String period, Collection<String> days) {
    return days.stream().noneMatch(day -> day.startsWith(period));
  }

  private Job markers(Job job) {
    Instant before = clock.instant().minus(Mark.LIFETIME);
    IndexPage page =
        ledger.until(job.project(), JourneyItems.WITH_MARKERS, before, job.cursor(CURSOR));
    int removed =
        page.entries().stream()
            .mapToInt(
                entry ->
                    markers.remove(Map.of(LedgerItems.KEY, entry.get(LedgerItems.KEY)), before))
            .sum();
    Job done = job.reportingMore("markers_removed", removed);
    return page.next().isPresent()
        ? done.with(CURSOR, page.next().get())
        : done.without(CURSOR).next(ERASURES);
  }

  private Job erasures(Job job) {
    Instant before = clock.instant().minus(StalledErasures.PATIENCE);
    IndexPage page = ledger.until(job.project(), ErasureItems.ERASING, before, job.cursor(CURSOR));
    long wokenUp =
        page.entries().stream()
            .filter(entry -> erasures.goOn(Map.of(LedgerItems.KEY, entry.get(LedgerItems.KEY))))
            .count();
    Job done = wokenUp == 0 ? job : job.reportingMore("erasures_continued", wokenUp);
    return page.next().isPresent() ? done.with(CURSOR, page.next().get()) : done.finished();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
