package dev.seveneight.ingest;

import dev.seveneight.shared.ledger.PersonJson;
import dev.seveneight.shared.store.JourneyItems;
import dev.seveneight.shared.store.LedgerItems;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Shows people in replies as {@code GET /v1/people} does. */
final class ExpandedPeople {
  private final LedgerTable ledger;

  ExpandedPeople(LedgerTable ledger) {
    this.ledger = ledger;
  }

  /** Returns the person of this id as a JSON object; empty if there is none. */
  Optional<Map<String, Object>> json(String project, String id) {
    return LedgerItems.person(ledger.get(LedgerItems.personKey(project, id)))
        .map(person -> PersonJson.of(person, lastAnswerAt(project, id)));
  }

  private Optional<Instant> lastAnswerAt(String project, String id) {
    Map<String, AttributeValue> journey = ledger.get(LedgerItems.journeyKey(project, id));
    return journey.isEmpty() ? Optional.empty() : JourneyItems.readable(journey).lastAnswerAt();
  }
}
