package dev.seveneight.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Responses spread over {@link ScaleYear} by chance: half of them of persons who answered three
 * times, two in five with a comment, each with one of so many values of one dimension. The same
 * ones whenever they are asked for.
 */
final class ScaleResponses {
  /** How many the four years before the last have together. */
  static final int EARLIER = 1_000;

  private static final int ANSWERS_OF_A_PERSON = 3;
  private static final double WITH_COMMENT = 0.4;

  /** How many of a hundred give each score, from 0 to 10. */
  private static final int[] PER_HUNDRED = {2, 1, 1, 2, 2, 5, 6, 14, 20, 17, 30};

  private final int count;
  private final String dimension;
  private final int values;

  /**
   * Responses.
   *
   * @param count how many in the last year
   * @param dimension the name of the property that they are counted by
   * @param values how many values it has
   */
  ScaleResponses(int count, String dimension, int values) {
    this.count = count;
    this.dimension = dimension;
    this.values = values;
  }

  /**
   * A response.
   *
   * @param number its place among all
   * @param person who gave it, if known
   * @param value of the dimension
   */
  record Given(
      int number,
      Optional<String> person,
      Instant time,
      int score,
      boolean hasComment,
      String value) {
    /** Its id, as long as a real one. */
    String id() {
      return "r%025d".formatted(number);
    }

    LocalDate day() {
      return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
  }

  String dimension() {
    return dimension;
  }

  int count() {
    return count;
  }

  /** The values of the dimension. */
  List<String> listOfValues() {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      list.add(value(i));
    }
    return list;
  }

  /** Hands out the responses, those of a person together and in order, the others one by one. */
  void each(Consumer<List<Given>> taker) {
    Random random = new Random(42);
    int number = 0;
    LocalDate beforeAll = ScaleYear.FIRST_MONTH.atDay(1);
    for (int i = 0; i < EARLIER; i++) {
      taker.accept(
          List.of(given(random, number++, Optional.empty(), beforeAll, ScaleYear.FIRST_DAY)));
    }
    int persons = count / 2 / ANSWERS_OF_A_PERSON;
    for (int person = 0; person < persons; person++) {
      List<Given> answers = new ArrayList<>();
      for (int i = 0; i < ANSWERS_OF_A_PERSON; i++) {
        answers.add(ofLastYear(random, number++, Optional.of("person-" + person)));
      }
      answers.sort(Comparator.comparing(Given::time));
      taker.accept(answers);
    }
    for (int i = persons * ANSWERS_OF_A_PERSON; i < count; i++) {
      taker.accept(List.of(ofLastYear(random, number++, Optional.empty())));
    }
  }

  private Given ofLastYear(Random random, int number, Optional<String> person) {
    return given(random, number, person, ScaleYear.FIRST_DAY, ScaleYear.LAST_DAY.plusDays(1));
  }

  private Given given(
      Random random, int number, Optional<String> person, LocalDate from, LocalDate before) {
    long start = from.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    long end = before.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    return new Given(
        number,
        person,
        Instant.ofEpochSecond(start + random.nextInt((int) (end - start))),
        score(random.nextInt(100)),
        random.nextDouble() < WITH_COMMENT,
        value(random.nextInt(values)));
  }

  private String value(int i) {
    return "%s-%03d".formatted(dimension, i);
  }

  private static int score(int ofHundred) {
    int score = 0;
    int upTo = PER_HUNDRED[0];
    while (ofHundred >= upTo) {
      score++;
      upTo += PER_HUNDRED[score];
    }
    return score;
  }
}
