package dev.seveneight.ingest.fields;

import dev.seveneight.shared.reply.PersonJson;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes the JSON of people in replies, in the form of {@code GET /v1/people}. */
public final class ExpandedPeople {
  private final LedgerWriter ledger;

  public ExpandedPeople(LedgerWriter ledger) {
    this.ledger = ledger;
  }

  /** Returns the person with this id as a JSON object; empty if there is no such person. */
  public Optional<Map<String, Object>> json(String project, String id) {
    return LedgerItems.person(ledger.get(LedgerItems.personKey(project, id)))
        .map(person -> PersonJson.of(person, lastAnswerAt(project, id)));
  }

  private Optional<Instant> lastAnswerAt(String project, String id) {
    Map<String, AttributeValue> journey = ledger.get(LedgerItems.journeyKey(project, id));
    return journey.isEmpty() ? Optional.empty() : JourneyItems.readable(journey).lastAnswerAt();
  }
}
