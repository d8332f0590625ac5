package dev.seveneight.query.oracle.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Some responses, and how many of them there are of each sort. Immutable. */
record Replies(List<Reply> all) {
  Replies {
    all = List.copyOf(all);
  }

  long promoters() {
    return count(score -> score == 9 || score == 10);
  }

  long passives() {
    return count(score -> score == 7 || score == 8);
  }

  long detractors() {
    return count(score -> score <= 6);
  }

  /** All that count for the score. */
  long counted() {
    return count(score -> true);
  }

  long excluded() {
    return all.stream().filter(Reply::isExcluded).count();
  }

  /** How many gave each score. */
  List<Long> byScore() {
    return IntStream.rangeClosed(0, 10).mapToObj(each -> count(score -> score == each)).toList();
  }

  /** Promoters less detractors. */
  long balance() {
    return promoters() - detractors();
  }

  /** Promoters less detractors of a hundred. */
  double score() {
    return 100.0 * balance() / counted();
  }

  boolean isNothing() {
    return all.isEmpty();
  }

  /** These but for some of them. */
  Replies without(Replies some) {
    List<Reply> left = new ArrayList<>(all);
    some.all.forEach(left::remove);
    return new Replies(left);
  }

  private long count(IntPredicate isMeant) {
    return all.stream()
        .filter(reply -> !reply.isExcluded())
        .mapToInt(Reply::score)
        .filter(isMeant)
        .count();
  }
}
