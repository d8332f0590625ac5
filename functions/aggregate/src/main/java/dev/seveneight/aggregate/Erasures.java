package dev.seveneight.aggregate;

import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.store.ErasureItems;
import dev.seveneight.shared.store.ErasureItems.Erasing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Erases what people have answered whom ingest has marked to be erased, step by step: each revision
 * of a marked person is a record of the stream, and asks for one step; a step that leaves something
 * to do makes the next revision. So a person with thousands of answers holds nobody up, a step that
 * dies is delivered again, and of two that do the same one goes on.
 *
 * <p>Of all that was written before the mark, the index knows after {@link
 * ErasureItems#INDEX_CATCHES_UP}: a look after that which finds nothing is the last one. What is
 * written after the mark, by somebody who had read the person before, finds no journey when its own
 * record comes, but the person's tombstone, and is erased there and then.
 *
 * <p>Safe for use by several threads.
 */
final class Erasures {
  /** The most of a person's answers that one step erases. */
  static final int MOST_ANSWERS = 100;

  /** The most people whose steps are made at the same time. */
  private static final int MOST_PEOPLE = 16;

  /** When a batch asks for more steps than there is time for, the others are put off. */
  private static final Duration TIME_OF_A_BATCH = Duration.ofSeconds(2);

  private final ErasureTable table;
  private final Parallel parallel;
  private final InstantSource clock;

  Erasures(ErasureTable table, Parallel parallel, InstantSource clock) {
    this.table = table;
    this.parallel = parallel;
    this.clock = clock;
  }

  /** Whose answers. */
  private record Person(String project, String id) {}

  /** Erases those of these answers whose person was erased. */
  void eraseLate(Collection<PersonsAnswer> answers) {
    if (answers.isEmpty()) {
      return;
    }
    List<Person> people =
        new ArrayList<>(new LinkedHashSet<>(answers.stream().map(Erasures::of).toList()));
    List<Optional<Boolean>> keepsScores =
        parallel.map(people, person -> table.keepsScoresOfErased(person.project(), person.id()));
    Map<Person, Boolean> erased = new LinkedHashMap<>();
    for (int i = 0; i < people.size(); i++) {
      if (keepsScores.get(i).isPresent()) {
        erased.put(people.get(i), keepsScores.get(i).get());
      }
    }
    parallel.map(
        answers.stream().filter(answer -> erased.containsKey(of(answer))).distinct().toList(),
        answer -> table.erase(answer, erased.get(of(answer))));
  }

  private static Person of(PersonsAnswer answer) {
    return new Person(answer.project(), answer.person());
  }

  /** Makes the steps that records ask for. */
  void proceed(List<StreamRecord> records) {
    List<Image.Erasing> asked = newest(records);
    Instant end = clock.instant().plus(TIME_OF_A_BATCH);
    for (int i = 0; i < asked.size(); i += MOST_PEOPLE) {
      if (i > 0 && !clock.instant().isBefore(end)) {
        each(asked.subList(i, asked.size()), table::passOn);
        return;
      }
      step(asked.subList(i, Math.min(asked.size(), i + MOST_PEOPLE)));
    }
  }

  /** Of each person the newest revision: the others are answered by it. */
  private static List<Image.Erasing> newest(List<StreamRecord> records) {
    Map<Person, Image.Erasing> newest = new LinkedHashMap<>();
    for (StreamRecord record : records) {
      if (record.after().orElse(null) instanceof Image.Erasing image) {
        newest.merge(
            new Person(image.project(), image.person()),
            image,
            (one, other) -> other.rev() > one.rev() ? other : one);
      }
    }
    return List.copyOf(newest.values());
  }

  /** What a step found of a person. */
  private record Look(Image.Erasing image, Erasing erasing, ErasureTable.Found found, Instant at) {
    /** Whether all that was written before the mark is found by now. */
    boolean isLate() {
      return !at.isBefore(erasing.since().plus(ErasureItems.INDEX_CATCHES_UP));
    }
  }

  private record Part(Look look, String key) {}

  private void step(List<Image.Erasing> asked) {
    List<Look> looks = parallel.map(asked, this::look).stream().flatMap(Optional::stream).toList();
    List<Part> parts = new ArrayList<>();
    looks.forEach(look -> look.found().keys().forEach(key -> parts.add(new Part(look, key))));
    List<Boolean> erased = parallel.map(parts, this::erase);
    LinkedHashSet<Look> unfinished = new LinkedHashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      if (erased.get(i)) {
        unfinished.add(parts.get(i).look());
      }
    }
    looks.stream().filter(look -> !look.found().isAll() || !look.isLate()).forEach(unfinished::add);
    each(List.copyOf(unfinished), look -> table.passOn(look.image()));
    each(
        looks.stream().filter(look -> !unfinished.contains(look)).toList(),
        look -> table.finish(look.image()));
  }

  private Optional<Look> look(Image.Erasing image) {
    return table
        .current(image)
        .map(
            erasing -> {
              // Before the look: what it does not see is judged by when it began.
              Instant now = clock.instant();
              return new Look(image, erasing, table.find(erasing, MOST_ANSWERS), now);
            });
  }

  private boolean erase(Part part) {
    Erasing erasing = part.look().erasing();
    return table.erase(part.key(), erasing.person(), erasing.keepScores());
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
