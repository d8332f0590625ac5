package dev.seveneight.audit.comparison;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.audit.reads.DaysInMonth;
import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.audit.reads.LedgerReads;
import dev.seveneight.audit.reads.NotedItems;
import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.tally.Contribution;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The scores of single days, which are sums over their responses. */
final class DaysFromResponses implements ComparedUnit {
  private static final int PAGES = 5;

  private final LedgerReads ledger;
  private final NotedItems noted;
  private final TallyReads tallies;
  private final String project;
  private final DaysInMonth days;

  DaysFromResponses(
      LedgerReads ledger, NotedItems noted, TallyReads tallies, String project, DaysInMonth days) {
    this.ledger = ledger;
    this.noted = noted;
    this.tallies = tallies;
    this.project = project;
    this.days = days;
  }

  @Override
  public Part walk(Optional<Map<String, Object>> from) {
    ExpectedSums sums = new ExpectedSums();
    // Read again for each look, because items may have been corrected since.
    Map<String, String> notedAsInvalid = noted.invalid(project);
    Map<String, String> invalid = new TreeMap<>();
    Optional<Map<String, Object>> next = from;
    for (int i = 0; i < PAGES; i++) {
      IndexPage page = ledger.responses(project, days, next);
      for (Map<String, AttributeValue> entry : page.entries()) {
        String key = textOf(entry, LedgerItems.KEY);
        Image image = Images.ofEntry(entry);
        if (notedAsInvalid.containsKey(key)) {
          invalid.put(key, notedAsInvalid.get(key));
        } else if (image instanceof Image.Invalid found && isGivenOnTheseDays(entry)) {
          invalid.put(key, found.reason());
        } else if (image instanceof Image.Response response) {
          response.said().ifPresent(said -> add(said.counted(), response, sums));
        }
      }
      next = page.next();
      if (next.isEmpty()) {
        break;
      }
    }
    return new Part(sums, invalid, next);
  }

  private void add(CountedResponse counted, Image.Response response, ExpectedSums sums) {
    if (!days.contains(counted.day())) {
      return;
    }
    long digest = ExpectedSums.digestOf(response.id(), Long.toString(response.rev()));
    Contribution.of(Optional.of(counted))
        .forEach(
            (tally, counters) -> {
              if (isOurs(tally)) {
                sums.add(tally, counters, digest);
              }
            });
  }

  /**
   * Returns whether a response belongs to these days. One whose time cannot be read may belong to
   * any day.
   */
  private boolean isGivenOnTheseDays(Map<String, AttributeValue> entry) {
    OptionalLong second = LedgerItems.findSecond(textOf(entry, ItemAttribute.LISTED_AT));
    return second.isEmpty()
        || days.contains(
            LocalDate.ofInstant(Instant.ofEpochSecond(second.getAsLong()), ZoneOffset.UTC));
  }

  @Override
  public Set<String> months() {
    return Set.of(days.month().toString());
  }

  @Override
  public TallyReads.Listed stored(String month) {
    return tallies
        .listed(project, days.first().toString(), days.last().toString())
        .only(DaysFromResponses::isOurs);
  }

  private static boolean isOurs(TallyKey tally) {
    return tally.kind() == Kind.SCORE && tally.period().unit() == Period.Unit.DAY;
  }
}
