package dev.seveneight.bench.scale;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Random responses of one year, which ends in the middle of a month as most years that end today
 * do, and a thousand of the four years before. Half of them are of persons who responded three
 * times, two in five have a comment, and each has one of the values of one dimension. The same
 * responses every time.
 */
public final class YearOfResponses {
  /** The clock when the questions are asked. */
  public static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-17T06:00:00Z"));

  /** The day of the newest responses. */
  static final LocalDate LAST_DAY = LocalDate.of(2026, 5, 16);

  /** The first of the 365 days that end with the last. */
  static final LocalDate FIRST_DAY = LAST_DAY.minusDays(364);

  /** The month of the last day, which is not over. */
  static final YearMonth LAST_MONTH = YearMonth.from(LAST_DAY);

  /** The first of sixty months. */
  static final YearMonth FIRST_MONTH = LAST_MONTH.minusMonths(59);

  /** The first day on which all segments have responses in a project whose every day is full. */
  static final LocalDate FULL_SINCE = LAST_MONTH.minusMonths(24).atDay(1);

  private static final int EARLIER = 1_000;
  private static final int ANSWERS_OF_A_PERSON = 3;
  private static final double WITH_COMMENT = 0.4;

  /** How many of a hundred responses have each score, from 0 to 10. */
  private static final int[] PER_HUNDRED = {2, 1, 1, 2, 2, 5, 6, 14, 20, 17, 30};

  private final int count;
  private final String dimension;
  private final int values;

  /**
   * Plans responses.
   *
   * @param count number of responses in the last year
   * @param dimension name of the property that they are counted by
   * @param values number of its values
   */
  public YearOfResponses(int count, String dimension, int values) {
    this.count = count;
    this.dimension = dimension;
    this.values = values;
  }

  /**
   * A response.
   *
   * @param number its place among all
   * @param value its value of the dimension
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

  List<String> values() {
    return IntStream.range(0, values).mapToObj(this::value).toList();
  }

  /** Hands out the responses: those of a person together and in order, the others singly. */
  void each(Consumer<List<Given>> taker) {
    Random random = new Random(42);
    int number = 0;
    LocalDate beforeAll = FIRST_MONTH.atDay(1);
    for (int i = 0; i < EARLIER; i++) {
      taker.accept(List.of(given(random, number++, Optional.empty(), beforeAll, FIRST_DAY)));
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
    return given(random, number, person, FIRST_DAY, LAST_DAY.plusDays(1));
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
