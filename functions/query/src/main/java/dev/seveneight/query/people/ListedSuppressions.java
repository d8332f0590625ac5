package dev.seveneight.query.people;

import dev.seveneight.query.lists.Listed;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.SuppressionReason;
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
 * A suppression list, like Delighted's lists of unsubscribes and bounces.
 *
 * @param project the project of the people
 * @param reason the reason of the suppression
 * @param times the range of the time at which the suppression began
 * @param byChange whether the entries are in the order in which they were recorded
 */
record ListedSuppressions(
    String project,
    PersonReader people,
    SuppressionReason reason,
    RequestedRange times,
    boolean byChange)
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

  /**
   * Returns empty if the suppression has ended or began at another time, because the index lags a
   * little.
   */
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
