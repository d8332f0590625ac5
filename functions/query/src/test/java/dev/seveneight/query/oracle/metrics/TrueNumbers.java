package dev.seveneight.query.oracle.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of responses as docs/numbers.md declares them, each straight from its definition.
 *
 * @param tooFew from how many responses on a score has enough
 * @param confidence how sure intervals are, 0 to 1
 * @param arePeople whether every person is counted once
 */
record TrueNumbers(int tooFew, double confidence, boolean arePeople) {
  /** The members that are about the responses of one segment and range. */
  Map<String, Object> of(Replies replies) {
    long all = replies.counted();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nps", all == 0 ? null : rounded(100 * replies.balance(), all));
    json.put("nps_exact", all == 0 ? null : replies.score());
    json.put("confidence_interval", all == 0 ? null : interval(replies));
    putCategory(json, "promoter", replies.promoters(), all);
    putCategory(json, "passive", replies.passives(), all);
    putCategory(json, "detractor", replies.detractors(), all);
    json.put("response_count", all);
    json.put("excluded_count", arePeople ? null : replies.excluded());
    json.put("score_counts", replies.byScore());
    json.put("too_few", all >= tooFew ? null : Map.of("threshold", (long) tooFew, "have", all));
    return json;
  }

  /** The same without the scores, where only the groups are known. */
  Map<String, Object> ofGroups(Replies replies) {
    Map<String, Object> json = of(replies);
    json.put("score_counts", null);
    return json;
  }

  private static void putCategory(Map<String, Object> json, String name, long count, long all) {
    json.put(name + "_count", count);
    json.put(name + "_percent", all == 0 ? null : rounded(100 * count, all));
    json.put(name + "_share", all == 0 ? null : (double) count / all);
  }

  /** A fraction, rounded in whole numbers; a half is rounded away from zero. */
  private static long rounded(long above, long below) {
    return Long.signum(above) * ((2 * Math.abs(above) + below) / (2 * below));
  }

  private Map<String, Object> interval(Replies replies) {
    Moments moments = Moments.of(replies);
    double reach = NormalCurve.reach(confidence) * Math.sqrt(moments.square());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("low", 100 * Math.max(-1, moments.mean() - reach));
    json.put("high", 100 * Math.min(1, moments.mean() + reach));
    json.put("confidence", confidence);
    return json;
  }

  /** The score of some less that of others; null where one of them has no responses. */
  Map<String, Object> difference(Replies some, Replies others) {
    if (some.counted() == 0 || others.counted() == 0) {
      return null;
    }
    Moments one = Moments.of(some);
    Moments other = Moments.of(others);
    double apart = one.mean() - other.mean();
    double error = Math.sqrt(one.square() + other.square());
    double reach = NormalCurve.reach(confidence) * error;
    double p = NormalCurve.outside(apart / error);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", some.score() - others.score());
    json.put("low", 100 * Math.max(-2, apart - reach));
    json.put("high", 100 * Math.min(2, apart + reach));
    json.put("confidence", confidence);
    json.put("z", apart / error);
    json.put("p", p);
    json.put("significant", p < 1 - confidence);
    return json;
  }

  /** What a difference comes to among others, of which it is one. */
  Map<String, Object> amongMany(Map<String, Object> difference, List<Map<String, Object>> all) {
    List<Double> ps = new ArrayList<>();
    all.forEach(each -> ps.add((double) each.get("p")));
    double own = (double) difference.get("p");
    double q = 1;
    for (double p : ps) {
      long atMost = ps.stream().filter(each -> each <= p).count();
      if (p >= own) {
        q = Math.min(q, p * ps.size() / atMost);
      }
    }
    Map<String, Object> json = new LinkedHashMap<>(difference);
    json.put("q", q);
    json.put("significant", q < 1 - confidence);
    return json;
  }

  /**
   * The mean of the answers, 1 for promoters, 0 for passives and -1 for detractors, when 3/4, 3/2
   * and 3/4 of an answer are added to them.
   *
   * @param square the mean's standard error, squared
   */
  private record Moments(double mean, double square) {
    static Moments of(Replies replies) {
      double[] values = {1, 0, -1};
      double[] weights = {
        replies.promoters() + 0.75, replies.passives() + 1.5, replies.detractors() + 0.75
      };
      double all = 0;
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        all += weights[i];
        sum += weights[i] * values[i];
      }
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        squares += weights[i] * (values[i] - sum / all) * (values[i] - sum / all);
      }
      return new Moments(sum / all, squares / all / all);
    }
  }
}
