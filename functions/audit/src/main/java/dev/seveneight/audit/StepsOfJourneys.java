package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.store.JourneyItems;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.tally.Contribution;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.TallyKey;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tallies of steps and of where people stand, which are a fold of the journeys. */
final class StepsOfJourneys implements Unit {
  private static final int PAGES = 5;
  private static final int PEOPLE = 400;

  private final LedgerReads ledger;
  private final TallyReads tallies;
  private final String project;

  StepsOfJourneys(LedgerReads ledger, TallyReads tallies, String project) {
    this.ledger = ledger;
    this.tallies = tallies;
    this.project = project;
  }

  @Override
  public Part walk(Optional<Map<String, Object>> from) {
    Sums sums = new Sums();
    Optional<Map<String, Object>> next = from;
    for (int i = 0; i < PAGES; i++) {
      IndexPage page = ledger.people(project, PEOPLE, next);
      List<String> people =
          page.entries().stream()
              .map(entry -> LedgerItems.idOf(textOf(entry, "listed_at")))
              .toList();
      ledger
          .journeys(project, people)
          .forEach(
              (person, journey) -> {
                long digest = Sums.digestOf(person, Long.toString(numberOf(journey, "rev")));
                Contribution.of(Optional.of(JourneyItems.counted(journey)))
                    .forEach((tally, counters) -> sums.add(tally, counters, digest));
              });
      next = page.next();
      if (next.isEmpty()) {
        break;
      }
    }
    return new Part(sums, next);
  }

  /** Those between the first and the last tally: also steps that no journey has may be counted. */
  @Override
  public Set<String> months() {
    Set<String> months = new TreeSet<>();
    Optional<YearMonth> month = tallies.first(project).map(StepsOfJourneys::monthOf);
    Optional<YearMonth> last = tallies.last(project).map(StepsOfJourneys::monthOf);
    while (month.isPresent() && !month.get().isAfter(last.orElseThrow())) {
      months.add(month.get().toString());
      month = month.map(each -> each.plusMonths(1));
    }
    return months;
  }

  @Override
  public Set<TallyKey> stored(String month) {
    YearMonth of = YearMonth.parse(month);
    return tallies.between(project, month, of.atEndOfMonth().toString()).stream()
        .filter(tally -> tally.kind() != Kind.SCORE)
        .collect(Collectors.toSet());
  }

  private static YearMonth monthOf(String dayOrMonth) {
    return YearMonth.parse(Days.monthOf(dayOrMonth));
  }
}
