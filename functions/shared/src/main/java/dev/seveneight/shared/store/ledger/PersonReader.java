package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.tally.CountedJourney;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads people and their journeys from the ledger. */
public final class PersonReader {
  private final LedgerReader ledger;

  public PersonReader(LedgerReader ledger) {
    this.ledger = ledger;
  }

  /**
   * A person's answers in order.
   *
   * @param overflowed whether there were too many answers to keep; then the list is empty
   * @param counted the answers
   */
  public record Journey(boolean overflowed, CountedJourney counted) {}

  /** Returns the person with this id. */
  public Optional<Person> person(String project, String id) {
    return LedgerItems.isId(id)
        ? LedgerItems.person(ledger.item(LedgerItems.personKey(project, id)))
        : Optional.empty();
  }

  /** Returns the journey of a person. */
  public Optional<Journey> journey(String project, String person) {
    Map<String, AttributeValue> item = ledger.item(LedgerItems.journeyKey(project, person));
    return item.isEmpty() ? Optional.empty() : Optional.of(journey(item));
  }

  /** Returns the people of these ids who exist and can be read, by id. */
  public Map<String, Person> people(String project, Collection<String> ids) {
    Map<String, Person> byId = new HashMap<>();
    ledger
        .items(ids.stream().map(id -> LedgerItems.personKey(project, id)).toList())
        .values()
        .forEach(
            item ->
                ledger
                    .readable(item, LedgerItems::person)
                    .ifPresent(person -> byId.put(person.id(), person)));
    return byId;
  }

  /** Returns the journeys of these people, by the person's id. */
  public Map<String, Journey> journeys(String project, Collection<String> people) {
    Map<String, Map<String, AttributeValue>> items =
        ledger.items(
            people.stream().map(person -> LedgerItems.journeyKey(project, person)).toList());
    Map<String, Journey> byPerson = new HashMap<>();
    for (String person : people) {
      Map<String, AttributeValue> item = items.get(LedgerItems.journeyKey(project, person));
      if (item != null) {
        byPerson.put(person, journey(item));
      }
    }
    return byPerson;
  }

  private Journey journey(Map<String, AttributeValue> item) {
    if (Images.of(item) instanceof Image.Invalid) {
      ledger.noteLeftOut(textOf(item, LedgerItems.KEY));
    }
    return new Journey(isSet(item, JourneyItems.OVERFLOWED), JourneyItems.readable(item));
  }
}
