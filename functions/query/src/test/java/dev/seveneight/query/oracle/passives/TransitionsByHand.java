package dev.seveneight.query.oracle.passives;

import static dev.seveneight.query.oracle.passives.BruteForce.STANDPOINTS;

import dev.seveneight.query.oracle.passives.BruteForce.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the route of transitions has to answer. */
record TransitionsByHand(BruteForce count, long tooFew) {
  private static final long[][] BUCKETS = {
    {0, 7}, {8, 14}, {15, 30}, {31, 60}, {61, 90}, {91, 120},
    {121, 180}, {181, 270}, {271, 365}, {366, 540}, {541, 730}, {731, Long.MAX_VALUE}
  };

  Map<String, Object> cohort() {
    List<Step> steps = count.steps(true);
    Map<String, Object> rows = new LinkedHashMap<>();
    for (String from : STANDPOINTS) {
      List<Step> row = steps.stream().filter(step -> step.from().stands(from)).toList();
      Map<String, Object> json = count.outcome(from);
      Map<String, Object> to = new LinkedHashMap<>();
      for (String end : STANDPOINTS) {
        to.put(end, count.share(to(row, end), row.size()));
      }
      json.put("to", to);
      if (!from.equals("detractor") && !from.equals("promoter")) {
        json.put("conversion", outcome(row, "promoter"));
        json.put("decay", outcome(row, "detractor"));
        json.put("stayed", outcome(row, "passive"));
      }
      rows.put(from, json);
    }
    List<Step> passives = steps.stream().filter(step -> step.from().stands("passive")).toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("view", "cohort");
    json.put("from", rows);
    json.put("days_between", Map.of("all", days(steps), "passive", days(passives)));
    json.put("too_few", BruteForce.tooFew(tooFew, passives.size()));
    return json;
  }

  Map<String, Object> arrivals() {
    List<Step> steps = count.steps(false);
    Map<String, Object> rows = new LinkedHashMap<>();
    for (String to : STANDPOINTS) {
      List<Step> row = steps.stream().filter(step -> step.to().stands(to)).toList();
      long first = count.ends(false).stream().filter(answer -> answer.stands(to)).count();
      Map<String, Object> from = new LinkedHashMap<>();
      for (String start : STANDPOINTS) {
        from.put(
            start,
            count.share(
                row.stream().filter(step -> step.from().stands(start)).count(), row.size()));
      }
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("arrived_count", first + row.size());
      json.put("first_answer_count", first);
      json.put("answered_before_count", row.size());
      json.put("from", from);
      rows.put(to, json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("view", "arrivals");
    json.put("to", rows);
    json.put("too_few", BruteForce.tooFew(tooFew, to(steps, "passive")));
    return json;
  }

  private static long to(List<Step> steps, String to) {
    return steps.stream().filter(step -> step.to().stands(to)).count();
  }

  private Map<String, Object> outcome(List<Step> row, String to) {
    Map<String, Object> json = count.share(to(row, to), row.size());
    json.put("of", row.size());
    return json;
  }

  private static Map<String, Object> days(List<Step> steps) {
    List<Long> days = steps.stream().map(Step::days).sorted().toList();
    List<Map<String, Object>> buckets = new ArrayList<>();
    for (long[] bucket : BUCKETS) {
      Map<String, Object> json = range(bucket, bucket);
      json.put("count", days.stream().filter(d -> d >= bucket[0] && d <= bucket[1]).count());
      buckets.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("buckets", buckets);
    json.put(
        "median",
        days.isEmpty()
            ? null
            : range(
                bucketOf(days.get((days.size() - 1) / 2)), bucketOf(days.get(days.size() / 2))));
    return json;
  }

  private static long[] bucketOf(long days) {
    for (long[] bucket : BUCKETS) {
      if (days <= bucket[1]) {
        return bucket;
      }
    }
    throw new AssertionError("no bucket for " + days);
  }

  private static Map<String, Object> range(long[] first, long[] last) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", first[0]);
    json.put("to", last[1] == Long.MAX_VALUE ? null : last[1]);
    return json;
  }
}
