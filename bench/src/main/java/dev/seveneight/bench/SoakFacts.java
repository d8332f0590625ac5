package dev.seveneight.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the soak knows to be in the ledger by its own account. Safe for use by several threads. */
final class SoakFacts {
  private final Map<String, Fact> byId = new ConcurrentHashMap<>();

  /**
   * A response.
   *
   * @param id its id
   * @param day the day that it is counted on
   * @param score 0 to 10
   * @param plan the value of this property
   * @param country the value of this property
   * @param isExcluded whether it is left out of the score
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

  /**
   * A question.
   *
   * @param plan of these only
   * @param country of these only
   */
  record Question(
      Optional<String> plan, Optional<String> country, LocalDate since, LocalDate until) {
    boolean isAbout(Fact fact) {
      return plan.filter(value -> !value.equals(fact.plan())).isEmpty()
          && country.filter(value -> !value.equals(fact.country())).isEmpty()
          && !fact.day().isBefore(since)
          && !fact.day().isAfter(until);
    }

    /** The path that asks it. */
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
   * An answer.
   *
   * @param scores how many of each score
   * @param excluded how many are left out
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

  /** The answer to a question. */
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
