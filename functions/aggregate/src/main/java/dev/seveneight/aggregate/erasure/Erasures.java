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
 * Erases what people have answered whom ingest has marked to be erased, step by step: each revision
 * of a marked person is a record of the stream, and asks for one step; a step that leaves something
 * to do makes the next revision. So a person with thousands of answers holds nobody up, a step that
 * dies is delivered again, and of two that do the same one goes on.
 *
 * <p>Of all that was written before the mark, the index knows after {@link LedgerTiming#INDEX_LAG}:
 * a look after that which finds nothing is the last one. What is written after the mark, by
 * somebody who had read the person before, finds no journey when its own record comes, but the
 * person's tombstone, and is erased there and then.
 *
 * <p>Safe for use by several threads.
 */
public final class Erasures {
  /** The most of a person's answers that one step erases. */
  public static final int MOST_ANSWERS = 100;

  /** The most people whose steps are made at the same time. */
  private static final int MOST_PEOPLE = 16;

  /** When a batch asks for more steps than there is time for, the others are put off. */
  private static final Duration TIME_OF_A_BATCH = Duration.ofSeconds(2);

  private final ErasureTable table;
  private final Parallel parallel;
  private final InstantSource clock;

  public Erasures(ErasureTable table, Parallel parallel, InstantSource clock) {
    this.table = table;
    this.parallel = parallel;
    this.clock = clock;
  }

  /** Whose answers. */
  private record Person(String project, String id) {}

  /** Which answer. */
  private record Answer(Person person, String response) {}

  /**
   * Erases those of these answers whose person was erased.
   *
   * @param setAside where the records go of answers that nothing can be told of
   */
  public void eraseLate(Collection<PersonsResponse> answers, SetAside setAside) {
    if (answers.isEmpty()) {
      return;
    }
    List<Person> people =
        new ArrayList<>(new LinkedHashSet<>(answers.stream().map(Erasures::of).toList()));
    List<Fate> fates = parallel.map(people, this::fate);
    Map<Person, Boolean> erased = new LinkedHashMap<>();
    Set<Person> unknown = new HashSet<>();
    for (int i = 0; i < people.size(); i++) {
      Person person = people.get(i);
      fates.get(i).keepsScores().ifPresent(keepsScores -> erased.put(person, keepsScores));
      if (!fates.get(i).isKnown()) {
        unknown.add(person);
      }
    }
    Map<Answer, PersonsResponse> late = new LinkedHashMap<>();
    for (PersonsResponse answer : answers) {
      if (erased.containsKey(of(answer))) {
        late.putIfAbsent(new Answer(of(answer), answer.response()), answer);
      } else if (unknown.contains(of(answer))) {
        setAside.refuse(
            answer.position().sequence(), "whether its person was erased cannot be told");
      }
    }
    parallel.map(
        List.copyOf(late.values()), answer -> erase(answer, erased.get(of(answer)), setAside));
  }

  /**
   * Whether a person was erased.
   *
   * @param isKnown false if the project's item cannot be read
   * @param keepsScores whether the scores stay; empty if the person was not erased
   */
  private record Fate(boolean isKnown, Optional<Boolean> keepsScores) {}

  private Fate fate(Person person) {
    try {
      return new Fate(true, table.keepsScoresOfErased(person.project(), person.id()));
    } catch (MalformedItemException e) {
      // It must not stop the counting of the other projects.
      return new Fate(false, Optional.empty());
    }
  }

  private Outcome erase(PersonsResponse answer, boolean keepScores, SetAside setAside) {
    Outcome outcome = table.erase(answer, keepScores);
    if (outcome == Outcome.REFUSED) {
      refuse(answer.position(), setAside);
    }
    return outcome;
  }

  private static void refuse(StreamPosition position, SetAside setAside) {
    setAside.refuse(position.sequence(), "an item of an erased person cannot be erased");
  }

  private static Person of(PersonsResponse answer) {
    return new Person(answer.project(), answer.person());
  }

  /**
   * Makes the steps that records ask for.
   *
   * @param setAside where the records go of people of whom an item cannot be erased
   */
  public void proceed(List<StreamRecord> records, SetAside setAside) {
    List<Asked> asked = newest(records);
    Instant end = clock.instant().plus(TIME_OF_A_BATCH);
    for (int i = 0; i < asked.size(); i += MOST_PEOPLE) {
      if (i > 0 && !clock.instant().isBefore(end)) {
        each(asked.subList(i, asked.size()), each -> table.passOn(each.image()));
        return;
      }
      step(asked.subList(i, Math.min(asked.size(), i + MOST_PEOPLE)), setAside);
    }
  }

  /** A revision of a marked person, and the record that shows it. */
  private record Asked(Image.Erasing image, StreamPosition position) {}

  /** Of each person the newest revision: the others are answered by it. */
  private static List<Asked> newest(List<StreamRecord> records) {
    Map<Person, Asked> newest = new LinkedHashMap<>();
    for (StreamRecord record : records) {
      if (record.after().orElse(null) instanceof Image.Erasing image) {
        newest.merge(
            new Person(image.project(), image.person()),
            new Asked(image, record.position()),
            (one, other) -> other.image().rev() > one.image().rev() ? other : one);
      }
    }
    return List.copyOf(newest.values());
  }

  /** What a step found of a person. */
  private record Look(Asked asked, Erasing erasing, ErasureTable.Found found, Instant at) {
    /** Whether all that was written before the mark is found by now. */
    boolean isLate() {
      return !at.isBefore(erasing.since().plus(LedgerTiming.INDEX_LAG));
    }
  }

  private record Part(Look look, String key) {}

  private void step(List<Asked> asked, SetAside setAside) {
    List<Look> looks = parallel.map(asked, this::look).stream().flatMap(Optional::stream).toList();
    List<Part> parts = new ArrayList<>();
    looks.forEach(look -> look.found().keys().forEach(key -> parts.add(new Part(look, key))));
    List<Outcome> outcomes = parallel.map(parts, part -> erase(part, setAside));
    Set<Look> unfinished = new LinkedHashSet<>();
    // The nightly run asks for the next step of these: by themselves they would never end.
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
    each(List.copyOf(unfinished), look -> table.passOn(look.asked().image()));
    each(
        looks.stream().filter(look -> !unfinished.contains(look) && !stuck.contains(look)).toList(),
        look -> table.finish(look.asked().image()));
  }

  private Optional<Look> look(Asked asked) {
    return table
        .current(asked.image())
        .map(
            erasing -> {
              // Before the look: what it does not see is judged by when it began.
              Instant now = clock.instant();
              return new Look(asked, erasing, table.find(erasing, MOST_ANSWERS), now);
            });
  }

  private Outcome erase(Part part, SetAside setAside) {
    Erasing erasing = part.look().erasing();
    Outcome outcome = table.erase(part.key(), erasing.person(), erasing.keepScores());
    if (outcome == Outcome.REFUSED) {
      refuse(part.look().asked().position(), setAside);
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
