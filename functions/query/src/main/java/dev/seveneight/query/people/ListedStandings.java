package dev.seveneight.query.people;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.query.lists.Listed;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.ledger.IndexEntry;
import dev.seveneight.shared.store.ledger.PersonReader;
import dev.seveneight.shared.store.ledger.PersonReader.Journey;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.shared.time.RequestedRange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of people by their standing. Its entries are responses. An entry shows a person if it is
 * that person's newest response. So the list has exactly the people whom the tallies count there.
 *
 * @param project the project of the people
 * @param filter the standing that is shown
 * @param created the range of the time at which a person was created
 */
record ListedStandings(
    String project, PersonReader people, StandingFilter filter, RequestedRange created)
    implements Listed<Map<String, Object>> {
  @Override
  public boolean isToldByIndex() {
    return false;
  }

  @Override
  public boolean mayShow(IndexEntry entry) {
    return filter.mayShow(entry.attributes());
  }

  @Override
  public List<Optional<Map<String, Object>>> show(List<IndexEntry> entries) {
    Map<String, Journey> journeyOf =
        people.journeys(project, entries.stream().map(ListedStandings::person).toList());
    Map<String, JourneyAnswer> standingBy = new HashMap<>();
    for (IndexEntry entry : entries) {
      newest(entry, journeyOf).ifPresent(answer -> standingBy.put(entry.id(), answer));
    }
    Map<String, Person> personOf =
        people.people(
            project,
            entries.stream()
                .filter(entry -> standingBy.containsKey(entry.id()))
                .map(ListedStandings::person)
                .toList());
    return entries.stream()
        .map(
            entry ->
                Optional.ofNullable(standingBy.get(entry.id()))
                    .flatMap(
                        answer ->
                            Optional.ofNullable(personOf.get(person(entry)))
                                .filter(person -> created.holds(person.createdAt()))
                                .map(person -> json(person, journeyOf, answer))))
        .toList();
  }

  /** Returns the response as the journey has it, if it is the newest of a line there. */
  private Optional<JourneyAnswer> newest(IndexEntry entry, Map<String, Journey> journeyOf) {
    return Optional.ofNullable(journeyOf.get(person(entry))).stream()
        .flatMap(journey -> journey.counted().newest().stream())
        .filter(answer -> answer.id().equals(entry.id()))
        .filter(filter::shows)
        .findFirst();
  }

  private static String person(IndexEntry entry) {
    return textOf(entry.attributes(), ItemAttribute.PERSON);
  }

  private static Map<String, Object> json(
      Person person, Map<String, Journey> journeyOf, JourneyAnswer answer) {
    Map<String, Object> json =
        ListedPeople.json(person, Optional.ofNullable(journeyOf.get(person.id())));
    json.put("standing", standing(answer));
    return json;
  }

  private static Map<String, Object> standing(JourneyAnswer answer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("category", Category.of(answer.score()).apiName());
    json.put("score", answer.score());
    json.put("answered_at", answer.time());
    json.put("response_id", answer.id());
    json.put("segment", segment(answer));
    return json;
  }

  /** Returns the dimensions that the response is counted by, with its values. */
  private static Map<String, Object> segment(JourneyAnswer answer) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (String key : answer.segments()) {
      Segment.find(key).ifPresent(segment -> QuestionJson.putInto(json, segment));
    }
    return json;
  }
}
