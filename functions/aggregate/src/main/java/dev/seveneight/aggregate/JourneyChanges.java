package dev.seveneight.aggregate;

import dev.seveneight.aggregate.Image.Response;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the records of a batch mean for the journeys: for each journey and response the newest only.
 * Records of journeys mean nothing for journeys, so that no write of ours leads to another.
 */
final class JourneyChanges {
  private final Map<List<String>, JourneyChange> newest = new LinkedHashMap<>();

  private JourneyChanges() {}

  /** The changes of journeys by these records. */
  static Collection<JourneyChange> of(List<StreamRecord> records) {
    JourneyChanges changes = new JourneyChanges();
    records.forEach(changes::add);
    return changes.newest.values();
  }

  private void add(StreamRecord record) {
    Optional<Response> before = response(record.before());
    Optional<Response> after = response(record.after());
    Optional<Response> either = after.or(() -> before);
    if (either.isEmpty()) {
      return;
    }
    Response response = either.get();
    // An item that is gone altogether has no revision of its own any more.
    long rev = after.isPresent() ? response.rev() : response.rev() + 1;
    boolean moved = before.isPresent() && !epoch(before).equals(epoch(after));
    TreeSet<String> persons = new TreeSet<>();
    person(before).ifPresent(persons::add);
    person(after).ifPresent(persons::add);
    for (String person : persons) {
      Optional<JourneyAnswer> was = answer(before, person);
      Optional<JourneyAnswer> is = answer(after, person);
      // A rebuild moves a response without changing it, and by that mends its entry.
      if (!was.equals(is) || moved) {
        put(
            new JourneyChange(
                response.project(),
                person,
                response.id(),
                rev,
                is,
                person(after).filter(person::equals).isPresent(),
                record.position().time()));
      }
    }
  }

  /**
   * The answers that somebody gave, or that a rebuild has moved, and that no journey has to know
   * of, because they are left out of the score.
   */
  static List<PersonsAnswer> leftOut(List<StreamRecord> records) {
    List<PersonsAnswer> answers = new ArrayList<>();
    for (StreamRecord record : records) {
      Optional<Response> before = response(record.before());
      Optional<Response> after = response(record.after()).filter(it -> it.said().isPresent());
      Optional<String> person = person(after);
      if (person.isEmpty()) {
        continue;
      }
      Response response = after.orElseThrow();
      boolean isNews = !person(before).equals(person) || !epoch(before).equals(epoch(after));
      if (isNews && answer(after, person.get()).isEmpty()) {
        answers.add(new PersonsAnswer(response.project(), person.get(), response.id()));
      }
    }
    return answers;
  }

  private void put(JourneyChange change) {
    newest.merge(
        List.of(change.project(), change.person(), change.response()),
        change,
        (one, other) -> other.rev() > one.rev() ? other : one);
  }

  private static Optional<Response> response(Optional<Image> image) {
    return image.filter(Response.class::isInstance).map(Response.class::cast);
  }

  private static Optional<String> person(Optional<Response> response) {
    return response.flatMap(Response::person);
  }

  private static Optional<Long> epoch(Optional<Response> response) {
    return response.flatMap(Response::said).map(said -> said.counted().epoch());
  }

  private static Optional<JourneyAnswer> answer(Optional<Response> response, String person) {
    return person(response).filter(person::equals).isEmpty()
        ? Optional.empty()
        : response.flatMap(Response::toJourney);
  }
}
