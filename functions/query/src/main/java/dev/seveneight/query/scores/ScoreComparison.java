package dev.seveneight.query.scores;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.nps.difference.MixAndRate;
import dev.seveneight.shared.nps.difference.NpsDifference;
import dev.seveneight.shared.nps.difference.ShareChanges;
import dev.seveneight.shared.numbers.Basis;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.Scores;
import dev.seveneight.shared.numbers.rows.DimensionRows;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import dev.seveneight.shared.time.ReportRange;
import dev.seveneight.shared.time.RequestedRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters {@code compare} and {@code by}: the change of a score since another range. */
public final class ScoreComparison {
  private static final String PREVIOUS = "previous";

  private final Scores.Reader scores;
  private final DimensionRows.Reader rows;
  private final KnownDimensions dimensions;

  public ScoreComparison(
      Scores.Reader scores, DimensionRows.Reader rows, KnownDimensions dimensions) {
    this.scores = scores;
    this.rows = rows;
    this.dimensions = dimensions;
  }

  /**
   * A request for a comparison.
   *
   * @param range the range to compare with; empty for the range before
   * @param dimension the dimension by whose values the change is split
   */
  record Asked(Optional<ReportRange> range, Optional<String> dimension) {}

  /**
   * Parses the parameters. Adds a field error for each that is invalid. Empty without a comparison.
   */
  Optional<Asked> read(QuestionParameters questionParameters, Basis basis, Segment segment) {
    Optional<String> with = questionParameters.parameters().text("compare");
    Optional<String> by = questionParameters.parameters().text("by");
    if (with.isEmpty()) {
      by.ifPresent(
          dimension ->
              questionParameters
                  .parameters()
                  .reject("by", Rule.CONFLICT, "splits a change: only with compare"));
      return Optional.empty();
    }
    Optional<ReportRange> range =
        with.filter(text -> !text.equals(PREVIOUS))
            .flatMap(
                text ->
                    RequestedRange.inOne(
                        questionParameters.parameters(),
                        "compare",
                        text,
                        questionParameters.zone()));
    if (basis == Basis.PEOPLE && range.filter(days -> !days.isWholeDays()).isPresent()) {
      questionParameters
          .parameters()
          .reject("compare", Rule.CONFLICT, "people are counted on whole days");
    }
    by.ifPresent(dimension -> checkDimension(questionParameters, segment, dimension));
    return Optional.of(new Asked(range, by));
  }

  private void checkDimension(
      QuestionParameters questionParameters, Segment segment, String dimension) {
    if (!dimensions.has(questionParameters.project(), dimension)) {
      questionParameters
          .parameters()
          .reject(
              "by", Rule.NOT_FOUND, "the project has no such dimension; /v1/dimensions lists them");
    } else if (dimensions.isManyValued(dimension)) {
      // Mix and rate need rows that sum to the segment.
      questionParameters
          .parameters()
          .reject("by", Rule.CONFLICT, "a dimension of which a response has at most one value");
    } else if (segment.isOf(dimension)) {
      questionParameters
          .parameters()
          .reject("by", Rule.CONFLICT, "another dimension than the segment's");
    } else {
      questionParameters.requireCounted(segment.with(Part.other(dimension)));
    }
  }

  /**
   * Returns the reply's member {@code compare}.
   *
   * @param now the scores of the question's own range
   * @throws Problem 422 when the ranges overlap
   */
  Map<String, Object> toJson(Question question, Asked asked, ScoreTally now) {
    ReportRange range = asked.range().orElseGet(() -> question.range().before());
    if (range.overlaps(question.range())) {
      throw ranges("overlaps the range; what is in both would be compared with itself");
    }
    if (range.first() < 0) {
      throw ranges("begins before 1970");
    }
    Question before = question.of(range);
    ScoreTally then = scores.of(before, Scores.Aim.ONE_SEGMENT).of(question.segment());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("range", QuestionJson.of(range));
    json.putAll(ScoreJson.of(then, before));
    json.put(
        "difference",
        NumberJson.difference(
            NpsDifference.between(now.counts(), then.counts(), question.confidence())));
    json.put(
        "change",
        ShareChanges.between(then.counts(), now.counts())
            .map(ScoreComparison::changeJson)
            .orElse(null));
    asked
        .dimension()
        .ifPresent(dimension -> json.put("by", splitJson(dimension, question, before)));
    return json;
  }

  private static Map<String, Object> changeJson(ShareChanges change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nps_points", change.nps());
    json.put("promoter_points", change.promoters());
    json.put("passive_points", change.passives());
    json.put("detractor_points", change.detractors());
    return json;
  }

  private Map<String, Object> splitJson(String dimension, Question question, Question before) {
    List<DimensionRows.Row> now = rowsInSegment(dimension, question);
    List<DimensionRows.Row> then = rowsInSegment(dimension, before);
    Optional<MixAndRate<RowName>> split = MixAndRate.between(counts(then), counts(now));
    List<Map<String, Object>> rowsJson = new ArrayList<>();
    split.ifPresent(
        all ->
            new TreeMap<>(all.parts())
                .forEach((name, part) -> rowsJson.add(rowJson(name, part, now, then))));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", dimension);
    json.put("mix", split.map(MixAndRate::mix).orElse(null));
    json.put("rate", split.map(MixAndRate::rate).orElse(null));
    json.put("rows", rowsJson);
    return json;
  }

  /** Identifies rows and sorts them. A row may be missing in one of the ranges. */
  private record RowName(DimensionRows.Holds holds, Optional<String> value)
      implements Comparable<RowName> {
    private static final Comparator<RowName> ORDER =
        Comparator.comparing(RowName::holds).thenComparing(name -> name.value().orElse(""));

    static RowName of(DimensionRows.Row row) {
      return new RowName(row.holds(), row.value());
    }

    @Override
    public int compareTo(RowName other) {
      return ORDER.compare(this, other);
    }
  }

  private static Map<RowName, ScoreCounts> counts(List<DimensionRows.Row> rows) {
    Map<RowName, ScoreCounts> counts = new LinkedHashMap<>();
    rows.forEach(row -> counts.put(RowName.of(row), row.tally().counts()));
    return counts;
  }

  private static Map<String, Object> rowJson(
      RowName name,
      MixAndRate.Part part,
      List<DimensionRows.Row> now,
      List<DimensionRows.Row> then) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", name.value().orElse(null));
    json.put("row", name.holds().apiName());
    json.put("mix", part.mix());
    json.put("rate", part.rate());
    json.put("response_count", count(name, now));
    json.put("response_count_before", count(name, then));
    return json;
  }

  private static long count(RowName name, List<DimensionRows.Row> rows) {
    return rows.stream()
        .filter(row -> RowName.of(row).equals(name))
        .mapToLong(row -> row.tally().counts().total())
        .sum();
  }

  /** Leaves out surveys that are kept out of the segment, because they do not affect its score. */
  private List<DimensionRows.Row> rowsInSegment(String dimension, Question question) {
    return rows
        .read(question, dimension, scores.of(question, Scores.Aim.MANY_SEGMENTS))
        .rows()
        .stream()
        .filter(DimensionRows.Row::isInHeadline)
        .filter(row -> row.tally().counts().total() > 0)
        .toList();
  }

  private static Problem ranges(String message) {
    return Problem.invalid("compare", Rule.CONFLICT, message);
  }
}
