package dev.seveneight.audit.comparison;

import dev.seveneight.audit.reads.DaysInMonth;
import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tallies of a month, which are the sums of those of its days. */
final class MonthFromDays implements ComparedUnit {
  private static final int KEYS = 4_000;

  private final TallyReads tallies;
  private final String project;
  private final YearMonth month;
  private final Set<Kind> kinds;
  private final ExpectedSums corrections;

  /**
   * Compares the tallies of these kinds.
   *
   * @param corrections the known errors of the tallies of days of the month, which must not make
   *     the month look wrong too
   */
  MonthFromDays(
      TallyReads tallies,
      String project,
      YearMonth month,
      Set<Kind> kinds,
      ExpectedSums corrections) {
    this.tallies = tallies;
    this.project = project;
    this.month = month;
    this.kinds = kinds;
    this.corrections = corrections;
  }

  @Override
  public Part walk(Optional<Map<String, Object>> from) {
    IndexPage page =
        tallies.keys(
            project, month.atDay(1).toString(), month.atEndOfMonth().toString(), from, KEYS);
    List<TallyKey> days =
        page.entries().stream()
            .flatMap(entry -> StoredTally.keyOf(entry).stream())
            .filter(this::isOurs)
            .toList();
    ExpectedSums sums = new ExpectedSums();
    tallies
        .items(days)
        .forEach(
            (tally, item) ->
                sums.add(
                    ofMonth(tally),
                    TallyItems.counters(item),
                    ExpectedSums.digestOf(tally.place(), Fingerprint.of(item))));
    if (page.next().isEmpty()) {
      sums.addAll(corrections);
    }
    return new Part(sums, Map.of(), page.next());
  }

  /** Returns the tally of the month of a day's tally. */
  static TallyKey ofMonth(TallyKey day) {
    return new TallyKey(
        day.project(),
        day.segment(),
        day.kind(),
        Period.of(YearMonth.parse(DaysInMonth.monthOf(day.period()))));
  }

  @Override
  public Set<String> months() {
    return Set.of(month.toString());
  }

  @Override
  public TallyReads.Listed stored(String of) {
    return tallies
        .listed(project, month.toString(), month.toString())
        .only(tally -> kinds.contains(tally.kind()) && tally.period().unit() == Period.Unit.MONTH);
  }

  /**
   * Returns whether a tally is of a day of the month, even if the index lists it under another day.
   */
  private boolean isOurs(TallyKey tally) {
    return tally.project().equals(project)
        && tally.period().unit() == Period.Unit.DAY
        && kinds.contains(tally.kind())
        && DaysInMonth.monthOf(tally.period()).equals(month.toString());
  }
}
