package dev.seveneight.aggregate.journeys;

import dev.seveneight.aggregate.stream.StreamPosition;
import dev.seveneight.aggregate.stream.StreamRecord;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.image.Image.Response;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Computes the new entries of journeys from the records of a batch: for each journey and response
 * only the newest. Ignores records of journeys, so that a write to a journey never causes another
 * one.
 *
 * <p>If an image of a response is invalid, or changed without a newer revision, the item was edited
 * by hand, and its revisions cannot be trusted. Then the entry is in doubt, and is written from the
 * response as it is now ({@link JourneyDoubt}).
 */
public final class JourneyChanges {
  private final Map<List<String>, JourneyChange> newest = new LinkedHashMap<>();
  private final Map<List<String>, JourneyDoubt> doubts = new LinkedHashMap<>();

  private JourneyChanges() {}

  /** Returns the changes of journeys by these records. */
  public static JourneyChanges of(List<StreamRecord> records) {
    JourneyChanges changes = new JourneyChanges();
    records.forEach(changes::add);
    changes.newest.keySet().removeAll(changes.doubts.keySet());
    return changes;
  }

  /** Returns the entries that the revisions decide. */
  public Collection<JourneyChange> changes() {
    return newest.values();
  }

  /** Returns the entries that are in doubt. */
  public Collection<JourneyDoubt> doubts() {
    return doubts.values();
  }

  private void add(StreamRecord record) {
    if (isInvalid(record.before()) || isInvalid(record.after())) {
      addDoubts(record);
      return;
    }
    Optional<Response> before = response(record.before());
    Optional<Response> after = response(record.after());
    Optional<Response> either = after.or(() -> before);
    if (either.isEmpty()) {
      return;
    }
    Response response = either.get();
    // A deleted item has no revision of its own any more.
    long rev = after.isPresent() ? response.rev() : response.rev() + 1;
    boolean moved = before.isPresent() && !epoch(before).equals(epoch(after));
    boolean isRewritten =
        !moved && before.isPresent() && after.isPresent() && rev <= before.get().rev();
    TreeSet<String> persons = new TreeSet<>();
    person(before).ifPresent(persons::add);
    person(after).ifPresent(persons::add);
    for (String person : persons) {
      Optional<JourneyAnswer> was = answer(before, person);
      Optional<JourneyAnswer> is = answer(after, person);
      if (!was.equals(is) && isRewritten) {
        addDoubt(person, Image.Answer.of(response), revOf(record.before()), record.position());
        continue;
      }
      // A rebuild moves a response to another epoch without changing it. This repairs its entry.
      if (!was.equals(is) || moved) {
        put(
            new JourneyChange(
                response.project(),
                person,
                response.id(),
                rev,
                is,
                person(after).filter(person::equals).isPresent(),
                record.position()));
      }
    }
  }

  private void addDoubts(StreamRecord record) {
    TreeSet<String> persons = new TreeSet<>();
    List.of(record.before(), record.after())
        .forEach(image -> personIn(image).ifPresent(persons::add));
    long rev = Math.max(revOf(record.before()), revOf(record.after()));
    Optional<Image.Answer> which = answerIn(record.after()).or(() -> answerIn(record.before()));
    for (String person : persons) {
      addDoubt(person, which.orElseThrow(), rev, record.position());
    }
  }

  private void addDoubt(String person, Image.Answer answer, long rev, StreamPosition position) {
    doubts.merge(
        List.of(answer.project(), person, answer.id()),
        new JourneyDoubt(answer.project(), person, answer.id(), rev, position),
        JourneyDoubt::and);
  }

  /**
   * Returns the new or moved responses of people that are in no journey, because they are excluded
   * from the score.
   */
  public static List<PersonsResponse> excluded(List<StreamRecord> records) {
    List<PersonsResponse> responses = new ArrayList<>();
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
        responses.add(
            new PersonsResponse(
                response.project(), person.get(), response.id(), record.position()));
      }
    }
    return responses;
  }

  private void put(JourneyChange change) {
    newest.merge(
        List.of(change.project(), change.person(), change.response()),
        change,
        (one, other) -> other.rev() > one.rev() ? other : one);
  }

  private static boolean isInvalid(Optional<Image> image) {
    return image.orElse(null) instanceof Image.Invalid invalid && invalid.answer().isPresent();
  }

  private static Optional<Image.Answer> answerIn(Optional<Image> image) {
    if (image.orElse(null) instanceof Image.Invalid invalid) {
      return invalid.answer();
    }
    return response(image).map(Image.Answer::of);
  }

  private static Optional<String> personIn(Optional<Image> image) {
    return answerIn(image).flatMap(Image.Answer::person);
  }

  private static long revOf(Optional<Image> image) {
    return response(image).map(Response::rev).orElse(1L);
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
