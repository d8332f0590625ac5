package dev.seveneight.query.oracle.passives;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Counts the answers of a question one by one. What both routes have in common.
 *
 * @param answers all of the project, excluded ones too
 * @param first the first day of the range
 * @param last its last day
 */
record BruteForce(
    List<RawAnswer> answers,
    ZoneId zone,
    LocalDate today,
    Map<String, String> segment,
    LocalDate first,
    LocalDate last,
    double confidence) {
  static final List<String> STANDPOINTS = List.of("detractor", "passive", "7", "8", "promoter");

  /**
   * A person's answer and the next one in the same line.
   *
   * @param days calendar days between the two
   */
  record Step(RawAnswer from, RawAnswer to, long days) {}

  boolean isInRange(RawAnswer answer) {
    LocalDate day = answer.day(zone);
    return !day.isBefore(first) && !day.isAfter(last);
  }

  /** The answers that the score is made of. */
  List<RawAnswer> scored() {
    return answers.stream()
        .filter(answer -> !answer.excluded() && isInRange(answer) && answer.isIn(segment))
        .toList();
  }

  /** What everybody's answers are, one after the other; excluded ones are none. */
  Collection<List<RawAnswer>> lines() {
    return answers.stream()
        .filter(answer -> answer.person().isPresent() && !answer.excluded())
        .sorted(Comparator.comparing(RawAnswer::time).thenComparing(RawAnswer::id))
        .collect(Collectors.groupingBy(answer -> answer.person() + " " + answer.outOfHeadline()))
        .values();
  }

  /** The steps of which one end is in the range and segment. */
  List<Step> steps(boolean byFirst) {
    List<Step> steps = new ArrayList<>();
    for (List<RawAnswer> line : lines()) {
      for (int i = 1; i < line.size(); i++) {
        RawAnswer from = line.get(i - 1);
        RawAnswer to = line.get(i);
        RawAnswer dated = byFirst ? from : to;
        if (isInRange(dated) && dated.isIn(segment)) {
          steps.add(new Step(from, to, to.day(zone).toEpochDay() - from.day(zone).toEpochDay()));
        }
      }
    }
    return steps;
  }

  /** The last answers of lines, or the first ones, that are in the range and segment. */
  List<RawAnswer> ends(boolean newest) {
    return lines().stream()
        .map(line -> line.get(newest ? line.size() - 1 : 0))
        .filter(answer -> isInRange(answer) && answer.isIn(segment))
        .toList();
  }

  /** What became of those who stood there. */
  Map<String, Object> outcome(String from) {
    long again = steps(true).stream().filter(step -> step.from().stands(from)).count();
    List<RawAnswer> silent = ends(true).stream().filter(answer -> answer.stands(from)).toList();
    Predicate<RawAnswer> young = answer -> answer.day(zone).isAfter(today.minusDays(90));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("started_count", again + silent.size());
    json.put("answered_again_count", again);
    json.put("not_answered_again_count", silent.stream().filter(young.negate()).count());
    json.put("too_young_count", silent.stream().filter(young).count());
    return json;
  }

  Map<String, Object> share(long count, long of) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", count);
    json.put("share", of == 0 ? null : (double) count / of);
    json.put("interval", of == 0 ? null : interval(Arithmetic.wilson(count, of, confidence)));
    return json;
  }

  Map<String, Object> interval(double[] ends) {
    return interval(ends[0], ends[1], confidence);
  }

  static Map<String, Object> interval(double low, double high, double confidence) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("low", low);
    json.put("high", high);
    json.put("confidence", confidence);
    return json;
  }

  static Map<String, Object> tooFew(long threshold, long have) {
    return have >= threshold ? null : Map.of("threshold", threshold, "have", have);
  }
}
