package dev.seveneight.query.json;

import dev.seveneight.shared.nps.Interval;
import dev.seveneight.shared.nps.difference.Difference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Writes the JSON of numbers that many replies have. A number that does not exist is null, never 0.
 */
public final class NumberJson {
  private NumberJson() {}

  /** Returns the number; null if it does not exist. */
  public static Double orNull(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  /** Rounds half a point away from zero, so that a score and its mirror image are rounded alike. */
  public static Long rounded(OptionalDouble number) {
    return number.isPresent()
        ? Math.round(Math.abs(number.getAsDouble())) * (long) Math.signum(number.getAsDouble())
        : null;
  }

  /** Returns the ends of an interval and its confidence. */
  public static Map<String, Object> interval(Interval interval) {
    Map<String, Object> json = new LinkedHashMap<>();
    putInterval(json, interval);
    return json;
  }

  /** Returns a number and the ends of its interval. */
  public static Map<String, Object> estimate(double value, Interval interval) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", value);
    putInterval(json, interval);
    return json;
  }

  private static void putInterval(Map<String, Object> json, Interval interval) {
    json.put("low", interval.low());
    json.put("high", interval.high());
    json.put("confidence", interval.confidence());
  }

  /** Returns null if there are enough. */
  public static Map<String, Object> tooFew(long threshold, long have) {
    if (have >= threshold) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("threshold", threshold);
    json.put("have", have);
    return json;
  }

  /** Returns null if one side has no responses. */
  public static Map<String, Object> difference(Optional<Difference> difference) {
    return difference.map(NumberJson::of).orElse(null);
  }

  /**
   * Returns one of many differences. Chance makes some of them look significant, so significance is
   * decided by the q value: the share of false findings among all differences that are at least as
   * clear.
   */
  public static Map<String, Object> differenceOfMany(Difference difference, double q) {
    Map<String, Object> json = of(difference);
    json.put("q", q);
    json.put("significant", q < 1 - difference.interval().confidence());
    return json;
  }

  private static Map<String, Object> of(Difference difference) {
    Map<String, Object> json = estimate(difference.value(), difference.interval());
    json.put("z", difference.z());
    json.put("p", difference.p());
    json.put("significant", difference.isSignificant());
    return json;
  }
}
