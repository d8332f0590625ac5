package dev.seveneight.aggregate;

import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.testing.SamplePerson;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Journeys as the ledger has them. */
public final class SampleJourney {
  private SampleJourney() {}

  /** As ingest makes it with the person. */
  static Map<String, AttributeValue> empty(String project, String person, long epoch) {
    return LedgerItems.emptyJourney(SamplePerson.withoutDetails(project, person, epoch));
  }

  /** With these answers, each of its response's first revision. */
  public static Map<String, AttributeValue> of(
      String project, String person, long epoch, JourneyAnswer... answers) {
    Map<String, AttributeValue> entries = new HashMap<>();
    for (JourneyAnswer answer : answers) {
      entries.put(answer.id(), JourneyItems.answer(1, answer));
    }
    Map<String, AttributeValue> item = new HashMap<>(empty(project, person, epoch));
    item.put(JourneyItems.ANSWERS, AttributeValue.fromM(entries));
    return item;
  }

  /** An answer in everything. */
  public static JourneyAnswer answer(String id, LocalDate day, int score) {
    return new JourneyAnswer(id, day.toEpochDay() * 86_400, day, score, List.of(""));
  }
}
