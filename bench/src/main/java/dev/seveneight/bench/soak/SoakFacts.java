package dev.seveneight.bench.soak;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The responses that the clients know of. Safe for use by several threads. */
final class SoakFacts {
  private final Map<String, Fact> byId = new ConcurrentHashMap<>();

  /**
   * A response.
   *
   * @param day day on which it is counted
   * @param score 0 to 10
   * @param isExcluded whether it does not count for the score
   */
  record Fact(
      String id, LocalDate day, int score, String plan, String country, boolean isExcluded) {
    Fact withScore(int other) {
      return new Fact(id, day, other, plan, country, isExcluded);
    }

    Fact excluded(boolean excluded) {
      return new Fact(id, day, score, plan, country, excluded);
    }
  }

  /** A question about the responses of some days, and of one plan or country if it is present. */
  record Question(
      Optional<String> plan, Optional<String> country, LocalDate since, LocalDate until) {
    boolean isAbout(Fact fact) {
      return plan.filter(value -> !value.equals(fact.plan())).isEmpty()
          && country.filter(value -> !value.equals(fact.country())).isEmpty()
          && !fact.day().isBefore(since)
          && !fact.day().isAfter(until);
    }

    /** Path and query of the request. */
    String path() {
      return "/v1/metrics?since="
          + since
          + "&until="
          + until
          + plan.map(value -> "&segment%5Bplan%5D=" + value).orElse("")
          + country.map(value -> "&segment%5Bcountry%5D=" + value).orElse("");
    }
  }

  /**
   * A reply.
   *
   * @param scores number of responses by score
   * @param excluded number of responses that do not count for the score
   */
  record Counts(List<Integer> scores, int excluded) {}

  void put(Fact fact) {
    byId.put(fact.id(), fact);
  }

  void remove(Fact fact) {
    byId.remove(fact.id());
  }

  int size() {
    return byId.size();
  }

  /** The right reply to a question. */
  Counts counts(Question question) {
    int[] scores = new int[11];
    int excluded = 0;
    for (Fact fact : byId.values()) {
      if (question.isAbout(fact)) {
        if (fact.isExcluded()) {
          excluded++;
        } else {
          scores[fact.score()]++;
        }
      }
    }
    List<Integer> list = new ArrayList<>();
    for (int count : scores) {
      list.add(count);
    }
    return new Counts(list, excluded);
  }
}
