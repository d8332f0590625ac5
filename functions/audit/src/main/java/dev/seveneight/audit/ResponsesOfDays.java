package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.tally.Contribution;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The scores of single days, which are a fold of their responses. */
final class ResponsesOfDays implements Unit {
  private static final int PAGES = 5;

  private final LedgerReads ledger;
  private final TallyReads tallies;
  private final String project;
  private final Days days;

  ResponsesOfDays(LedgerReads ledger, TallyReads tallies, String project, Days days) {
    this.ledger = ledger;
    this.tallies = tallies;
    this.project = project;
    this.days = days;
  }

  @Override
  public Part walk(Optional<Map<String, Object>> from) {
    Sums sums = new Sums();
    Optional<Map<String, Object>> next = from;
    for (int i = 0; i < PAGES; i++) {
      IndexPage page = ledger.responses(project, days, next);
      page.entries().forEach(entry -> add(entry, sums));
      next = page.next();
      if (next.isEmpty()) {
        break;
      }
    }
    return new Part(sums, next);
  }

  private void add(Map<String, AttributeValue> entry, Sums sums) {
    CountedResponse response = LedgerReads.counted(entry);
    if (!days.contains(response.day())) {
      return;
    }
    long digest =
        Sums.digestOf(
            LedgerItems.idOf(textOf(entry, "listed_at")), Long.toString(numberOf(entry, "rev")));
    Contribution.of(Optional.of(response))
        .forEach(
            (tally, counters) -> {
              if (isOurs(tally)) {
                sums.add(tally, counters, digest);
              }
            });
  }

  @Override
  public Set<String> months() {
    return Set.of(days.month().toString());
  }

  @Override
  public Set<TallyKey> stored(String month) {
    return tallies.between(project, days.first().toString(), days.last().toString()).stream()
        .filter(ResponsesOfDays::isOurs)
        .collect(Collectors.toSet());
  }

  private static boolean isOurs(TallyKey tally) {
    return tally.kind() == Kind.SCORE && tally.period().unit() == Period.Unit.DAY;
  }
}
