package dev.seveneight.query;

import dev.seveneight.query.PeopleTable.Journey;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.PersonJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of people.
 *
 * @param project whose they are
 */
record ListedPeople(String project, PeopleTable people) implements Listed<Map<String, Object>> {
  @Override
  public boolean isToldByIndex() {
    return true;
  }

  @Override
  public boolean mayShow(IndexEntry entry) {
    return true;
  }

  @Override
  public List<Optional<Map<String, Object>>> show(List<IndexEntry> entries) {
    List<String> ids = entries.stream().map(IndexEntry::id).toList();
    Map<String, Map<String, Object>> byId = byId(ids);
    return ids.stream().map(id -> Optional.ofNullable(byId.get(id))).toList();
  }

  /** The people of these ids who are there, by id, as answers show them. */
  Map<String, Map<String, Object>> byId(Collection<String> ids) {
    Map<String, Person> personOf = people.people(project, ids);
    Map<String, Journey> journeyOf = people.journeys(project, personOf.keySet());
    Map<String, Map<String, Object>> byId = new HashMap<>();
    personOf.forEach(
        (id, person) -> byId.put(id, json(person, Optional.ofNullable(journeyOf.get(id)))));
    return byId;
  }

  /** How answers show a person with what the journey tells. */
  static Map<String, Object> json(Person person, Optional<Journey> journey) {
    return PersonJson.of(person, journey.flatMap(present -> present.counted().lastAnswerAt()));
  }
}
