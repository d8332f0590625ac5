package dev.seveneight.aggregate.tallies;

import dev.seveneight.shared.store.tally.ChangedDays;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Notes for the nightly audit the days whose tallies change today. An instance notes each day only
 * once a day, so that notes cost almost nothing.
 *
 * <p>Safe for use by several threads.
 */
public final class DayNotes {
  private final ChangedDays changedDays;
  private final InstantSource clock;

  /** The days of each project that this instance has noted on {@link #date}. */
  private final Map<String, Set<String>> noted = new TreeMap<>();

  private LocalDate date = LocalDate.MIN;

  public DayNotes(ChangedDays changedDays, InstantSource clock) {
    this.changedDays = changedDays;
    this.clock = clock;
  }

  /** Notes the days of the tallies that are about to change. */
  public void note(List<TallyChange> changes) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Map<String, Set<String>> daysOf = new TreeMap<>();
    for (TallyChange change : changes) {
      TallyKey tally = change.tally();
      if (tally.period().unit() == Period.Unit.DAY) {
        daysOf
            .computeIfAbsent(tally.project(), absent -> new TreeSet<>())
            .add(tally.period().start());
      }
    }
    daysOf.forEach((project, days) -> note(project, today, days));
  }

  private void note(String project, LocalDate today, Set<String> days) {
    Set<String> missing = new TreeSet<>(days);
    synchronized (noted) {
      if (!today.equals(date)) {
        noted.clear();
        date = today;
      }
      missing.removeAll(noted.getOrDefault(project, Set.of()));
    }
    if (missing.isEmpty()) {
      return;
    }
    changedDays.note(project, today, missing);
    synchronized (noted) {
      if (today.equals(date)) {
        noted.computeIfAbsent(project, absent -> new TreeSet<>()).addAll(missing);
      }
    }
  }
}
