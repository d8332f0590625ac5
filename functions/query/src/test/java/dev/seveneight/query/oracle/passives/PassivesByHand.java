package dev.seveneight.query.oracle.passives;

import static dev.seveneight.query.oracle.passives.Arithmetic.newcombe;
import static dev.seveneight.query.oracle.passives.Arithmetic.pooledZ;
import static dev.seveneight.query.oracle.passives.Arithmetic.twoSidedP;

import dev.seveneight.query.oracle.passives.BruteForce.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the route of passives has to answer.
 *
 * @param dimensions those that are counted within the segment
 * @param tenths the threshold in tenths of a point
 */
record PassivesByHand(
    BruteForce count, long tooFew, List<String> dimensions, Optional<String> by, long tenths) {
  private static final List<String> CATEGORIES = List.of("promoter", "passive", "detractor");

  /** The passives among some answers. */
  private record Part(long passives, long all) {
    static Part of(List<RawAnswer> answers) {
      return new Part(in(answers, "passive"), answers.size());
    }
  }

  private record Row(String dimension, Optional<String> value, Part part, Part rest) {
    double p() {
      return twoSidedP(pooledZ(part.passives(), part.all(), rest.passives(), rest.all()));
    }

    double lead() {
      return (double) part.passives() / part.all() - (double) rest.passives() / rest.all();
    }

    double expected() {
      return (double) part.all() * (part.passives() + rest.passives()) / (part.all() + rest.all());
    }

    /** Rounded, so that rows with the same excess stay in the order of their names. */
    private long excess() {
      return Math.round((part.passives() - expected()) * 1e9);
    }
  }

  Map<String, Object> report() {
    List<RawAnswer> now = count.scored();
    Map<String, Object> json = new LinkedHashMap<>();
    for (String category : CATEGORIES) {
      json.put(category, count.share(in(now, category), now.size()));
    }
    json.put("sevens", score(now, "7"));
    json.put("eights", score(now, "8"));
    json.put("response_count", now.size());
    json.put("too_few", BruteForce.tooFew(tooFew, now.size()));
    json.put("swing", swing(now));
    json.put("level", level(now));
    json.put("comments", comments(now));
    Map<String, Object> again = count.outcome("passive");
    again.put("unknown_person_count", unknown(now));
    json.put("answered_again", again);
    addSegments(now, json);
    json.put("dimensions_left_out", List.of());
    json.put("by", by.orElse(null));
    return json;
  }

  private static long in(List<RawAnswer> answers, String standpoint) {
    return answers.stream().filter(answer -> answer.stands(standpoint)).count();
  }

  private Map<String, Object> score(List<RawAnswer> now, String score) {
    Map<String, Object> json = count.share(in(now, score), now.size());
    long passives = in(now, "passive");
    json.put("share_of_passives", passives == 0 ? null : (double) in(now, score) / passives);
    return json;
  }

  private static long unknown(List<RawAnswer> now) {
    return now.stream().filter(a -> a.stands("passive") && a.person().isEmpty()).count();
  }

  private static Map<String, Object> comments(List<RawAnswer> now) {
    Map<String, Object> json = commentsOf(now, "passive");
    json.put("sevens", commentsOf(now, "7"));
    json.put("eights", commentsOf(now, "8"));
    return json;
  }

  private static Map<String, Object> commentsOf(List<RawAnswer> now, String standpoint) {
    long with = now.stream().filter(a -> a.stands(standpoint) && a.commented()).count();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("with_comment_count", with);
    json.put("without_comment_count", in(now, standpoint) - with);
    return json;
  }

  private Map<String, Object> swing(List<RawAnswer> now) {
    if (now.isEmpty()) {
      return null;
    }
    double all = now.size();
    double nps = 100 * (in(now, "promoter") - in(now, "detractor")) / all;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("now", nps);
    json.put("all_up", nps + 100 * in(now, "passive") / all);
    json.put("all_down", nps - 100 * in(now, "passive") / all);
    json.put("expected", expected(now));
    return json;
  }

  private Map<String, Object> expected(List<RawAnswer> now) {
    long[] counts = new long[3];
    long[][] matrix = new long[3][3];
    for (int from = 0; from < 3; from++) {
      String start = CATEGORIES.get(from);
      counts[from] = in(now, start);
      List<Step> row =
          count.steps(true).stream().filter(step -> step.from().stands(start)).toList();
      if (row.size() < 30) {
        return null;
      }
      for (int to = 0; to < 3; to++) {
        String end = CATEGORIES.get(to);
        matrix[from][to] = row.stream().filter(step -> step.to().stands(end)).count();
      }
    }
    double[] found = Arithmetic.expected(counts, matrix, count.confidence());
    Map<String, Object> json = BruteForce.interval(found[1], found[2], count.confidence());
    json.put("value", found[0]);
    return json;
  }

  private Map<String, Object> level(List<RawAnswer> now) {
    LocalDate last = count.first().minusDays(1);
    LocalDate first = count.first().minusDays(365);
    List<RawAnswer> before =
        new BruteForce(
                count.answers(),
                count.zone(),
                count.today(),
                count.segment(),
                first,
                last,
                count.confidence())
            .scored();
    if (now.isEmpty() || before.isEmpty()) {
      return null;
    }
    Part part = Part.of(now);
    Part was = Part.of(before);
    double p = twoSidedP(pooledZ(part.passives(), part.all(), was.passives(), was.all()));
    long lead = part.passives() * was.all() - was.passives() * part.all();
    boolean far = Math.abs(lead) * 1_000 >= tenths * part.all() * was.all();
    String level = p >= 0.05 || !far ? "usual" : lead > 0 ? "elevated" : "lowered";
    Map<String, Object> baseline = new LinkedHashMap<>();
    baseline.put("count", was.passives());
    baseline.put("response_count", was.all());
    baseline.put("share", (double) was.passives() / was.all());
    baseline.put("range.first_day", first.toString());
    baseline.put("range.last_day", last.toString());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("level", level);
    json.put("threshold_points", tenths / 10.0);
    json.put("baseline", baseline);
    json.put("difference", difference(part, was, 0.95, p, p < 0.05));
    json.put("drift", level.equals("elevated") ? drift(now, before) : null);
    return json;
  }

  private static String drift(List<RawAnswer> now, List<RawAnswer> before) {
    long promoters = fall("promoter", now, before);
    long detractors = fall("detractor", now, before);
    return promoters >= 2 * detractors
        ? "cooling"
        : detractors >= 2 * promoters ? "warming" : "mixed";
  }

  private static long fall(String category, List<RawAnswer> now, List<RawAnswer> before) {
    return in(before, category) * now.size() - in(now, category) * before.size();
  }

  private static Map<String, Object> difference(
      Part part, Part other, double confidence, double p, boolean significant) {
    double[] ends =
        newcombe(part.passives(), part.all(), other.passives(), other.all(), confidence);
    Map<String, Object> json = BruteForce.interval(ends[0], ends[1], confidence);
    json.put(
        "value", (double) part.passives() / part.all() - (double) other.passives() / other.all());
    json.put("z", pooledZ(part.passives(), part.all(), other.passives(), other.all()));
    json.put("p", p);
    json.put("significant", significant);
    return json;
  }

  private void addSegments(List<RawAnswer> now, Map<String, Object> json) {
    List<Row> rows = new ArrayList<>();
    for (String dimension : by.map(List::of).orElse(dimensions)) {
      now.stream()
          .map(answer -> Optional.ofNullable(answer.values().get(dimension)))
          .distinct()
          .forEach(value -> rows.add(row(now, dimension, value)));
    }
    rows.removeIf(row -> row.rest().all() == 0);
    List<Double> all = rows.stream().map(Row::p).toList();
    List<Map<String, Object>> found = new ArrayList<>();
    rows.stream()
        .filter(row -> row.lead() > 0 && Arithmetic.q(row.p(), all) < 1 - count.confidence())
        .sorted(
            Comparator.comparing(Row::excess)
                .reversed()
                .thenComparing(Row::dimension)
                .thenComparing(row -> row.value().orElse("")))
        .forEach(row -> found.add(rowJson(row, Arithmetic.q(row.p(), all))));
    json.put("segments", found);
    json.put("segments_compared", rows.size());
  }

  private static Row row(List<RawAnswer> now, String dimension, Optional<String> value) {
    Map<Boolean, List<RawAnswer>> apart =
        now.stream()
            .collect(
                java.util.stream.Collectors.partitioningBy(
                    answer -> Optional.ofNullable(answer.values().get(dimension)).equals(value)));
    return new Row(dimension, value, Part.of(apart.get(true)), Part.of(apart.get(false)));
  }

  private Map<String, Object> rowJson(Row row, double q) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", row.dimension());
    json.put("value", row.value().orElse(null));
    json.put("row", row.value().isPresent() ? "value" : "without");
    json.put("response_count", row.part().all());
    json.put("passive_count", row.part().passives());
    json.put("share", (double) row.part().passives() / row.part().all());
    json.put("expected_count", row.expected());
    json.put("excess_count", row.part().passives() - row.expected());
    Map<String, Object> difference =
        difference(row.part(), row.rest(), count.confidence(), row.p(), true);
    difference.put("q", q);
    json.put("difference", difference);
    return json;
  }
}
