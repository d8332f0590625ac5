package dev.seveneight.audit;

import dev.seveneight.shared.store.TallyItems;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tallies of a month, which are the sums of those of its days. */
final class DaysOfMonth implements Unit {
  private static final int KEYS = 4_000;

  private final TallyReads tallies;
  private final String project;
  private final YearMonth month;
  private final Set<Kind> kinds;
  private final Sums corrections;

  /**
   * The tallies of these kinds.
   *
   * @param corrections by what tallies of days of the month are known to be wrong: that must not
   *     make the month's look wrong too
   */
  DaysOfMonth(
      TallyReads tallies, String project, YearMonth month, Set<Kind> kinds, Sums corrections) {
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
            .map(TallyReads::tallyOf)
            .filter(tally -> kinds.contains(tally.kind()))
            .toList();
    Sums sums = new Sums();
    tallies
        .items(days)
        .forEach(
            (tally, item) ->
                sums.add(
                    ofMonth(tally),
                    TallyItems.counters(item),
                    Sums.digestOf(tally.place(), Fingerprint.of(item))));
    if (page.next().isEmpty()) {
      sums.addAll(corrections);
    }
    return new Part(sums, page.next());
  }

  /** The tally of the month of a day's tally. */
  static TallyKey ofMonth(TallyKey day) {
    return new TallyKey(
        day.project(),
        day.segment(),
        day.kind(),
        Period.of(YearMonth.parse(Days.monthOf(day.period()))));
  }

  @Override
  public Set<String> months() {
    return Set.of(month.toString());
  }

  @Override
  public Set<TallyKey> stored(String of) {
    return tallies.between(project, month.toString(), month.toString()).stream()
        .filter(tally -> kinds.contains(tally.kind()))
        .collect(Collectors.toSet());
  }
}
