package dev.seveneight.query.people;

import dev.seveneight.query.lists.Listed;
import dev.seveneight.shared.ledger.DoNotSend;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.store.ledger.IndexEntry;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.PersonReader;
import dev.seveneight.shared.time.RequestedRange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of people to whom nothing is to be sent any more, as Delighted's lists of unsubscribes and
 * bounces are.
 *
 * @param project whose they are
 * @param reason why nothing is to be sent to them
 * @param times since when that has to hold
 * @param byChange whether the entries are in the order in which they were noted
 */
record ListedSuppressions(
    String project, PersonReader people, DoNotSend reason, RequestedRange times, boolean byChange)
    implements Listed<Map<String, Object>> {
  @Override
  public boolean isToldByIndex() {
    return !byChange || times.isEver();
  }

  @Override
  public boolean mayShow(IndexEntry entry) {
    return true;
  }

  @Override
  public List<Optional<Map<String, Object>>> show(List<IndexEntry> entries) {
    Map<String, Person> personOf =
        people.people(project, entries.stream().map(IndexEntry::id).toList());
    return entries.stream()
        .map(entry -> Optional.ofNullable(personOf.get(entry.id())).flatMap(p -> json(p, entry)))
        .toList();
  }

  /** Nothing if it does not hold any more, or not since then: the index lags a little. */
  private Optional<Map<String, Object>> json(Person person, IndexEntry entry) {
    return person
        .sending()
        .since(reason)
        .filter(since -> byChange ? times.holds(since) : isAt(entry, since))
        .map(since -> json(person, since.getEpochSecond()));
  }

  private static boolean isAt(IndexEntry entry, Instant since) {
    return since.getEpochSecond() == LedgerItems.secondOf(entry.place());
  }

  private Map<String, Object> json(Person person, long since) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("person_id", person.id());
    json.put("email", person.email().orElse(null));
    json.put("name", person.name().orElse(null));
    json.put(reason.apiName() + "_at", since);
    return json;
  }
}
