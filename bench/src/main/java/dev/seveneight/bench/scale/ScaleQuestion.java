package dev.seveneight.bench.scale;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * A question that is asked at every size, and what it may cost. To measure another, add it to
 * {@link #ALL}.
 *
 * @param name its name in the tables
 * @param path the path and query of the request
 * @param values number of values of the dimension that responses are counted by
 * @param most what it may cost at any size
 * @param admitted the bench fails beyond this many times the limit; docs/performance.md says why
 */
public record ScaleQuestion(String name, String path, int values, Most most, double admitted) {
  /** The usual number of values. */
  public static final int FEW = 20;

  /** The most values that a dimension may have by default. */
  static final int MANY = 200;

  /** The dimension that all responses are counted by. */
  public static final String DIMENSION = "country";

  /** One of its values. */
  public static final String VALUE = "country-007";

  private static final String SCORE = "/v1/metrics";
  private static final String SERIES = SCORE + "/series";
  private static final String BY_VALUE = SCORE + "/by/" + DIMENSION;
  private static final String OF_SEGMENT = "&segment%5B" + DIMENSION + "%5D=" + VALUE;

  private static final String PASSIVES = SCORE + "/passives";
  private static final String TRANSITIONS = SCORE + "/transitions";

  private static final String THIRTY_DAYS = days(30);

  /** From the middle of a month to the middle of a month. */
  private static final String YEAR = days(365);

  private static final String TWELVE_MONTHS = months(12);
  private static final String FIVE_YEARS = months(60);

  /** All of them. */
  static final List<ScaleQuestion> ALL =
      List.of(
          of("score, 30 days", SCORE + THIRTY_DAYS, Most.OF_ONE_YEAR),
          of("score, 365 days", SCORE + YEAR, Most.OF_ONE_YEAR),
          of("score, 12 months", SCORE + TWELVE_MONTHS, Most.OF_ONE_YEAR),
          of("a segment's score, 365 days", SCORE + YEAR + OF_SEGMENT, Most.OF_ONE_YEAR)
              .admitting(1.3),
          of("a segment's score, 12 months", SCORE + TWELVE_MONTHS + OF_SEGMENT, Most.OF_ONE_YEAR),
          of("people's score, 365 days", SCORE + YEAR + "&basis=people", Most.OF_ONE_YEAR)
              .admitting(1.2),
          of("score by day, 365 days", SERIES + YEAR, Most.OF_ONE_YEAR),
          of("rolling score by day, 365 days", SERIES + YEAR + "&rolling=30d", Most.OF_ONE_YEAR),
          of("score by month, 5 years", SERIES + FIVE_YEARS + "&bucket=month", Most.OF_FIVE_YEARS),
          of("score by week, 5 years", SERIES + FIVE_YEARS + "&bucket=week", Most.ANY),
          of("score and people, 365 days", SCORE + YEAR + "&include=people", Most.ANY),
          of("score against the year before", SCORE + YEAR + "&compare=previous", Most.ANY),
          of(
                  "the same, split by 20 values",
                  SCORE + YEAR + "&compare=previous&by=" + DIMENSION,
                  Most.ANY)
              .admitting(1.2),
          of("score by 20 values, 365 days", BY_VALUE + YEAR, Most.ANY).admitting(1.2),
          of("score by 20 values, 12 months", BY_VALUE + TWELVE_MONTHS, Most.ANY),
          of("what became of them, 365 days", TRANSITIONS + YEAR, Most.ANY).admitting(1.3),
          of("where they came from, 365 days", TRANSITIONS + YEAR + "&view=arrivals", Most.ANY),
          of("passives by 20 values, 365 days", PASSIVES + YEAR, Most.ANY).admitting(1.2),
          ofMany("score by 200 values, 365 days", BY_VALUE + YEAR).admitting(1.2),
          ofMany("score by 200 values, 12 months", BY_VALUE + TWELVE_MONTHS),
          ofMany("passives by 200 values, 365 days", PASSIVES + YEAR).admitting(1.2),
          ofMany("passives by 200 values, 12 months", PASSIVES + TWELVE_MONTHS));

  /**
   * What a question may cost at any size; 0 for no limit.
   *
   * @param name the name of the target
   * @param units read units
   * @param queries {@code Query} requests, with the one for the newest response
   * @param seconds until the reply
   */
  public record Most(String name, double units, int queries, double seconds) {
    private static final Most ANY = new Most("", 0, 0, 0);
    private static final Most OF_ONE_YEAR = new Most("one segment, one year", 20, 2, 0);
    private static final Most OF_FIVE_YEARS = new Most("five years by month", 20, 0, 0);
    private static final Most OF_MANY_VALUES = new Most("200 values, one year", 300, 0, 1);
  }

  /** Returns the question of this name. */
  public static ScaleQuestion named(String name) {
    return ALL.stream().filter(question -> question.name().equals(name)).findFirst().orElseThrow();
  }

  private static ScaleQuestion of(String name, String path, Most most) {
    return new ScaleQuestion(name, path, FEW, most, 1);
  }

  private static ScaleQuestion ofMany(String name, String path) {
    return new ScaleQuestion(name, path, MANY, Most.OF_MANY_VALUES, 1);
  }

  private ScaleQuestion admitting(double factor) {
    return new ScaleQuestion(name, path, values, most, factor);
  }

  private static String days(int count) {
    return range(YearOfResponses.LAST_DAY.minusDays(count - 1L), YearOfResponses.LAST_DAY);
  }

  private static String months(int count) {
    YearMonth last = YearOfResponses.LAST_MONTH;
    return range(last.minusMonths(count - 1L).atDay(1), last.atEndOfMonth());
  }

  private static String range(LocalDate since, LocalDate until) {
    return "?since=" + since + "&until=" + until;
  }
}
