package dev.seveneight.query.people;

import dev.seveneight.query.lists.Listed;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.reply.PersonJson;
import dev.seveneight.shared.store.ledger.IndexEntry;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.PersonReader;
import dev.seveneight.shared.store.ledger.PersonReader.Journey;
import dev.seveneight.shared.time.RequestedRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A list of people.
 *
 * @param project the project of the people
 * @param created the range of the time at which a person was created
 * @param changed the range of the time of the last change
 * @param byChange whether the entries are changes
 */
public record ListedPeople(
    String project,
    PersonReader people,
    RequestedRange created,
    RequestedRange changed,
    boolean byChange)
    implements Listed<Map<String, Object>> {
  /** Creates the list of all people. */
  public ListedPeople(String project, PersonReader people) {
    this(project, people, RequestedRange.EVER, RequestedRange.EVER, false);
  }

  @Override
  public boolean isToldByIndex() {
    return byChange ? created.isEver() : changed.isEver();
  }

  @Override
  public boolean mayShow(IndexEntry entry) {
    return true;
  }

  @Override
  public List<Optional<Map<String, Object>>> show(List<IndexEntry> entries) {
    Map<String, Person> personOf =
        people.people(project, entries.stream().map(IndexEntry::id).toList());
    List<Optional<Person>> shown =
        entries.stream()
            .map(
                entry ->
                    Optional.ofNullable(personOf.get(entry.id()))
                        .filter(person -> shows(entry, person)))
            .toList();
    Map<String, Map<String, Object>> byId =
        json(
            shown.stream()
                .flatMap(Optional::stream)
                .distinct()
                .collect(Collectors.toMap(Person::id, person -> person)));
    return shown.stream().map(person -> person.map(each -> byId.get(each.id()))).toList();
  }

  /**
   * A person who was changed again belongs to a later place. If this place showed the person, the
   * caller would believe that all changes up to that time were seen.
   */
  private boolean shows(IndexEntry entry, Person person) {
    return shows(person) && (!byChange || changedAt(person).equals(entry.place()));
  }

  /** Whether a person is in the list. */
  boolean shows(Person person) {
    return created.holds(person.createdAt()) && changed.holds(person.updatedAt());
  }

  private static String changedAt(Person person) {
    return LedgerItems.changedAt(person.updatedAt().toEpochMilli(), person.id());
  }

  /** Returns the people with these ids who exist, by id, as JSON. */
  public Map<String, Map<String, Object>> byId(Collection<String> ids) {
    return json(people.people(project, ids));
  }

  private Map<String, Map<String, Object>> json(Map<String, Person> personOf) {
    Map<String, Journey> journeyOf = people.journeys(project, personOf.keySet());
    Map<String, Map<String, Object>> byId = new HashMap<>();
    personOf.forEach(
        (id, person) -> byId.put(id, json(person, Optional.ofNullable(journeyOf.get(id)))));
    return byId;
  }

  /** Returns the JSON of a person, with the facts of the journey. */
  static Map<String, Object> json(Person person, Optional<Journey> journey) {
    return PersonJson.of(person, journey.flatMap(present -> present.counted().lastAnswerAt()));
  }
}
