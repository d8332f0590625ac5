package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.audit.cleanup.CleanUp;
import dev.seveneight.audit.comparison.Audit;
import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobTable;
import dev.seveneight.audit.upkeep.Retention;
import dev.seveneight.audit.upkeep.Upkeep;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.metrics.Metrics;
import dev.seveneight.shared.store.ItemRefusedException;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.MalformedItemException;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.tally.ChangedDays;
import dev.seveneight.shared.store.tally.ChangedDays.Changed;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.time.CalendarDay;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Gives every project its jobs of the night: an audit of yesterday and of the days that have
 * changed since the last one, with the journeys in the night to Sunday, the upkeep, a rebuild if
 * names were closed, and where it is wanted the retention, which looks at everything in the night
 * to Sunday.
 */
final class Nightly {
  private static final DayOfWeek NIGHT_OF_ALL = DayOfWeek.SUNDAY;

  /** The sort key of the item with the date of a project's last nightly run, in UTC. */
  private static final String ITEM = ProjectItemType.NIGHTLY_RUN.place();

  private static final String DATE = "date";

  /** There was no run on this date or after it. */
  private static final WriteCondition IS_LATER =
      WriteCondition.of("attribute_not_exists(#date) OR #date < :date").named("#date", DATE);

  private final ItemTable items;
  private final ProjectTable projects;
  private final ChangedDays changedDays;
  private final JobTable jobs;
  private final CleanUp cleanUp;
  private final Metrics metrics;
  private final InstantSource clock;

  Nightly(
      ItemTable items,
      ProjectTable projects,
      ChangedDays changedDays,
      JobTable jobs,
      CleanUp cleanUp,
      Metrics metrics,
      InstantSource clock) {
    this.items = items;
    this.projects = projects;
    this.changedDays = changedDays;
    this.jobs = jobs;
    this.cleanUp = cleanUp;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * The jobs of a night.
   *
   * @param jobs the jobs of the projects
   * @param failures the reasons why some projects have no jobs
   */
  record Begun(List<Job> jobs, List<RuntimeException> failures) {}

  /**
   * Adds the jobs of all projects, except those that exist already. Publishes a metric: an alarm
   * detects a night in which some project got no jobs.
   */
  Begun begin() {
    List<Job> unfinished = jobs.unfinished();
    List<Job> ofTonight = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    for (String project : projects.ids()) {
      try {
        ofTonight.addAll(begin(project, unfinished));
      } catch (MalformedItemException e) {
        // The failure does not affect the other projects.
        failures.add(e);
      } catch (ItemRefusedException e) {
        // An item that was edited by hand may not accept the update.
        failures.add(e);
      }
    }
    if (failures.isEmpty()) {
      metrics.publish(Map.of(Metric.NIGHTLY_RUNS, 1L));
    }
    return new Begun(ofTonight, failures);
  }

  private List<Job> begin(String project, List<Job> unfinished) {
    List<Job> ofProject = new ArrayList<>();
    Optional<LocalDate> last = last(project);
    Job audit = audit(project, last);
    Optional<Job> same = unfinished.stream().filter(job -> Audit.isSame(job, audit)).findFirst();
    if (same.isEmpty()) {
      jobs.add(audit);
    }
    ofProject.add(same.orElse(audit));
    ofProject.add(jobs.addAlone(Upkeep.of(project, last)));
    cleanUp.removeClosed(project).ifPresent(ofProject::add);
    if (projects.projectNow(project).settings().keepPersonalDays().isPresent()) {
      ofProject.add(jobs.addAlone(Retention.of(project, isNightOfAll())));
    }
    // Last of all: if the function dies before, the next run does the project again.
    done(project);
    return ofProject;
  }

  private Job audit(String project, Optional<LocalDate> last) {
    ZoneId zone = projects.projectNow(project).settings().timeZone();
    LocalDate today = CalendarDay.of(clock.instant(), zone);
    Set<LocalDate> days = new TreeSet<>(Set.of(today.minusDays(1)));
    for (Changed changed : changedDays.of(project)) {
      // Includes the date of the last run, because more may have changed after it.
      if (last.isEmpty() || !changed.date().isBefore(last.get())) {
        changed.days().stream()
            .map(LocalDate::parse)
            // Today is still changing. The next run covers it.
            .filter(day -> day.isBefore(today))
            .forEach(days::add);
      }
    }
    return Audit.ofDays(project, days, isNightOfAll());
  }

  private Optional<LocalDate> last(String project) {
    return optionalText(items.get(ProjectTable.key(project, ITEM)), DATE)
        .flatMap(date -> Period.find(Period.Unit.DAY.storedName(), date))
        .map(Period::firstDay);
  }

  private void done(String project) {
    Map<String, AttributeValue> item = new HashMap<>(ProjectTable.key(project, ITEM));
    item.put(DATE, text(today().toString()));
    // If the condition fails, there was a run today already.
    items.put(item, IS_LATER.with(":date", item.get(DATE)));
  }

  private boolean isNightOfAll() {
    return today().getDayOfWeek() == NIGHT_OF_ALL;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
