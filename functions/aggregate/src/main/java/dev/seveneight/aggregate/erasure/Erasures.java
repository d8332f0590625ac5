package dev.seveneight.aggregate.erasure;

import dev.seveneight.aggregate.erasure.ErasureTable.Outcome;
import dev.seveneight.aggregate.journeys.PersonsResponse;
import dev.seveneight.aggregate.setaside.SetAside;
import dev.seveneight.aggregate.stream.StreamPosition;
import dev.seveneight.aggregate.stream.StreamRecord;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.MalformedItemException;
import dev.seveneight.shared.store.ledger.ErasureItems.Erasing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Erases the responses of people that ingest has marked as erased, step by step. Each revision of a
 * marked person is a record of the stream and requests one step. A step that leaves something to do
 * writes the next revision. So a person with thousands of responses does not delay the others, a
 * failed step is delivered again, and of two equal steps only one continues.
 *
 * <p>After {@link LedgerTiming#INDEX_LAG} the index has everything that was written before the
 * mark, so a query after that time that finds nothing is the last one. A response that is written
 * after the mark, by a request that had read the person before, has no journey when its own record
 * arrives. Its person's tombstone is found, and the response is erased at once.
 *
 * <p>Safe for use by several threads.
 */
public final class Erasures {
  /** The most responses of a person that one step erases. */
  public static final int MOST_ANSWERS = 100;

  /** The most people whose steps run at the same time. */
  private static final int MOST_PEOPLE = 16;

  /** The time for the steps of a batch. Steps that do not begin in time are postponed. */
  private static final Duration TIME_OF_A_BATCH = Duration.ofSeconds(2);

  private final ErasureTable table;
  private final Parallel parallel;
  private final InstantSource clock;

  public Erasures(ErasureTable table, Parallel parallel, InstantSource clock) {
    this.table = table;
    this.parallel = parallel;
    this.clock = clock;
  }

  /** A person of a project. */
  private record Person(String project, String id) {}

  /** The id of a person's response. */
  private record LateResponse(Person person, String id) {}

  /**
   * Erases the responses whose person was erased.
   *
   * @param setAside gets the records of responses whose person's state cannot be read
   */
  public void eraseLate(Collection<PersonsResponse> responses, SetAside setAside) {
    if (responses.isEmpty()) {
      return;
    }
    List<Person> people =
        new ArrayList<>(new LinkedHashSet<>(responses.stream().map(Erasures::of).toList()));
    List<State> states = parallel.map(people, this::state);
    Map<Person, Boolean> erased = new LinkedHashMap<>();
    Set<Person> unknown = new HashSet<>();
    for (int i = 0; i < people.size(); i++) {
      Person person = people.get(i);
      states.get(i).keepsScores().ifPresent(keepsScores -> erased.put(person, keepsScores));
      if (!states.get(i).isKnown()) {
        unknown.add(person);
      }
    }
    Map<LateResponse, PersonsResponse> late = new LinkedHashMap<>();
    for (PersonsResponse response : responses) {
      if (erased.containsKey(of(response))) {
        late.putIfAbsent(new LateResponse(of(response), response.response()), response);
      } else if (unknown.contains(of(response))) {
        setAside.refuse(
            response.position().sequence(), "whether its person was erased cannot be told");
      }
    }
    parallel.map(
        List.copyOf(late.values()),
        response -> erase(response, erased.get(of(response)), setAside));
  }

  /**
   * The state of a person.
   *
   * @param isKnown false if the project's item cannot be read
   * @param keepsScores whether the scores stay; empty if the person was not erased
   */
  private record State(boolean isKnown, Optional<Boolean> keepsScores) {}

  private State state(Person person) {
    try {
      return new State(true, table.keepsScoresOfErased(person.project(), person.id()));
    } catch (MalformedItemException e) {
      // It must not stop the shard for the other projects.
      return new State(false, Optional.empty());
    }
  }

  private Outcome erase(PersonsResponse response, boolean keepScores, SetAside setAside) {
    Outcome outcome = table.erase(response, keepScores);
    if (outcome == Outcome.REFUSED) {
      refuse(response.position(), setAside);
    }
    return outcome;
  }

  private static void refuse(StreamPosition position, SetAside setAside) {
    setAside.refuse(position.sequence(), "an item of an erased person cannot be erased");
  }

  private static Person of(PersonsResponse response) {
    return new Person(response.project(), response.person());
  }

  /**
   * Runs the steps that records request.
   *
   * @param setAside gets the records of people with an item that cannot be erased
   */
  public void proceed(List<StreamRecord> records, SetAside setAside) {
    List<Requested> requested = newest(records);
    Instant end = clock.instant().plus(TIME_OF_A_BATCH);
    for (int i = 0; i < requested.size(); i += MOST_PEOPLE) {
      if (i > 0 && !clock.instant().isBefore(end)) {
        each(requested.subList(i, requested.size()), each -> table.passOn(each.image()));
        return;
      }
      step(requested.subList(i, Math.min(requested.size(), i + MOST_PEOPLE)), setAside);
    }
  }

  /** A requested step: a revision of a marked person, and the record that shows it. */
  private record Requested(Image.Erasing image, StreamPosition position) {}

  /** Returns the newest requested step of each person. It includes the older ones. */
  private static List<Requested> newest(List<StreamRecord> records) {
    Map<Person, Requested> newest = new LinkedHashMap<>();
    for (StreamRecord record : records) {
      if (record.after().orElse(null) instanceof Image.Erasing image) {
        newest.merge(
            new Person(image.project(), image.person()),
            new Requested(image, record.position()),
            (one, other) -> other.image().rev() > one.image().rev() ? other : one);
      }
    }
    return List.copyOf(newest.values());
  }

  /** The items that a step found of a person. */
  private record Look(Requested requested, Erasing erasing, ErasureTable.Found found, Instant at) {
    /** Whether the index has everything that was written before the mark. */
    boolean isLate() {
      return !at.isBefore(erasing.since().plus(LedgerTiming.INDEX_LAG));
    }
  }

  private record Part(Look look, String key) {}

  private void step(List<Requested> requested, SetAside setAside) {
    List<Look> looks =
        parallel.map(requested, this::look).stream().flatMap(Optional::stream).toList();
    List<Part> parts = new ArrayList<>();
    looks.forEach(look -> look.found().keys().forEach(key -> parts.add(new Part(look, key))));
    List<Outcome> outcomes = parallel.map(parts, part -> erase(part, setAside));
    Set<Look> unfinished = new LinkedHashSet<>();
    // The nightly audit requests the next step of these. On their own they would never end.
    Set<Look> stuck = new HashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      switch (outcomes.get(i)) {
        case ERASED -> unfinished.add(parts.get(i).look());
        case REFUSED -> stuck.add(parts.get(i).look());
        case NOTHING_TO_ERASE -> {}
      }
    }
    looks.stream().filter(look -> !look.found().isAll() || !look.isLate()).forEach(unfinished::add);
    unfinished.removeAll(stuck);
    each(List.copyOf(unfinished), look -> table.passOn(look.requested().image()));
    each(
        looks.stream().filter(look -> !unfinished.contains(look) && !stuck.contains(look)).toList(),
        look -> table.finish(look.requested().image()));
  }

  private Optional<Look> look(Requested requested) {
    return table
        .current(requested.image())
        .map(
            erasing -> {
              // Before the query, because the query may miss anything that was written after it
              // began.
              Instant now = clock.instant();
              return new Look(requested, erasing, table.find(erasing, MOST_ANSWERS), now);
            });
  }

  private Outcome erase(Part part, SetAside setAside) {
    Erasing erasing = part.look().erasing();
    Outcome outcome = table.erase(part.key(), erasing.person(), erasing.keepScores());
    if (outcome == Outcome.REFUSED) {
      refuse(part.look().requested().position(), setAside);
    }
    return outcome;
  }

  private <T> void each(List<T> elements, Consumer<T> action) {
    parallel.map(
        elements,
        element -> {
          action.accept(element);
          return element;
        });
  }
}
