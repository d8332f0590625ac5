package dev.seveneight.audit.comparison;

import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.audit.reads.LedgerReads;
import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.tally.Contribution;
import dev.seveneight.shared.tally.Counted;
import dev.seveneight.shared.tally.Kind;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tallies of steps and standings, which are sums over the journeys. */
final class StepsFromJourneys implements ComparedUnit {
  private static final int PAGES = 5;
  private static final int PEOPLE = 400;

  private final LedgerReads ledger;
  private final TallyReads tallies;
  private final String project;

  StepsFromJourneys(LedgerReads ledger, TallyReads tallies, String project) {
    this.ledger = ledger;
    this.tallies = tallies;
    this.project = project;
  }

  @Override
  public Part walk(Optional<Map<String, Object>> from) {
    ExpectedSums sums = new ExpectedSums();
    Map<String, String> invalid = new TreeMap<>();
    Optional<Map<String, Object>> next = from;
    for (int i = 0; i < PAGES; i++) {
      IndexPage page = ledger.people(project, PEOPLE, next);
      ledger
          .journeys(project, LedgerReads.ids(page))
          .forEach(
              (person, journey) -> {
                Image image = Images.of(journey);
                if (image instanceof Image.Invalid found) {
                  invalid.put(LedgerItems.journeyKey(project, person), found.reason());
                }
                image.counted().ifPresent(counted -> add(counted, person, journey, sums));
              });
      next = page.next();
      if (next.isEmpty()) {
        break;
      }
    }
    return new Part(sums, invalid, next);
  }

  private static void add(
      Counted counted, String person, Map<String, AttributeValue> journey, ExpectedSums sums) {
    long digest = ExpectedSums.digestOf(person, journey.get(ItemAttribute.REV).n());
    Contribution.of(Optional.of(counted))
        .forEach((tally, counters) -> sums.add(tally, counters, digest));
  }

  /**
   * Returns the months from the first to the last tally, because tallies may count steps that no
   * journey has.
   */
  @Override
  public Set<String> months() {
    Set<String> months = new TreeSet<>();
    Optional<YearMonth> month = tallies.first(project).map(YearMonth::from);
    Optional<YearMonth> last = tallies.last(project).map(YearMonth::from);
    while (month.isPresent() && !month.get().isAfter(last.orElseThrow())) {
      months.add(month.get().toString());
      month = month.map(each -> each.plusMonths(1));
    }
    return months;
  }

  @Override
  public TallyReads.Listed stored(String month) {
    YearMonth of = YearMonth.parse(month);
    return tallies
        .listed(project, month, of.atEndOfMonth().toString())
        .only(tally -> tally.kind() != Kind.SCORE);
  }
}
