package dev.seveneight.query.scores;

import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.query.scores.ScoreChange.RowName;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters {@code compare} and {@code by}: the change of a score since another range. */
final class ScoreComparison {
  private static final String PREVIOUS = "previous";

  private final Scores.Reader scores;
  private final DimensionRows.Reader rows;
  private final KnownDimensions dimensions;

  ScoreComparison(Scores.Reader scores, DimensionRows.Reader rows, KnownDimensions dimensions) {
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
    if (basis.isOfPeople() && range.filter(days -> !days.isWholeDays()).isPresent()) {
      questionParameters
          .parameters()
          .reject("compare", Rule.CONFLICT, "people are counted on whole days");
    }
    if (basis.isOfPeople() && by.isPresent()) {
      questionParameters
          .parameters()
          .reject("by", Rule.CONFLICT, "not for people: leave out by, or use basis=responses");
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
   * Reads the scores of the other range and compares.
   *
   * @param now the scores of the question's own range
   * @throws Problem 422 when the ranges overlap
   */
  ScoreChange change(Question question, Asked asked, ScoreTally now) {
    ReportRange range = asked.range().orElseGet(() -> question.range().before());
    if (range.first() < 0 || (asked.range().isEmpty() && question.range().first() == 0)) {
      throw ranges("begins before 1970; give since or another range");
    }
    if (range.overlaps(question.range())) {
      throw ranges("overlaps the range; what is in both would be compared with itself");
    }
    Question before = question.of(range);
    ScoreTally then = scores.of(before, Scores.Aim.ONE_SEGMENT).of(question.segment());
    return new ScoreChange(
        before,
        then,
        // Mostly the same people stand on both sides. The test is for two groups of others.
        question.basis().isOfPeople()
            ? Optional.empty()
            : NpsDifference.between(now.counts(), then.counts(), question.confidence()),
        ShareChanges.between(then.counts(), now.counts()),
        asked.dimension().map(dimension -> split(dimension, question, before)));
  }

  private ScoreChange.Split split(String dimension, Question question, Question before) {
    Map<RowName, ScoreCounts> now = countsInSegment(dimension, question);
    Map<RowName, ScoreCounts> then = countsInSegment(dimension, before);
    Optional<MixAndRate<RowName>> total = MixAndRate.between(then, now);
    List<ScoreChange.Row> changed = new ArrayList<>();
    total.ifPresent(
        all ->
            new TreeMap<>(all.parts())
                .forEach(
                    (name, part) ->
                        changed.add(
                            new ScoreChange.Row(
                                name, part, responses(now, name), responses(then, name)))));
    return new ScoreChange.Split(dimension, total, changed);
  }

  private static long responses(Map<RowName, ScoreCounts> counts, RowName name) {
    return counts.containsKey(name) ? counts.get(name).total() : 0;
  }

  /** Leaves out surveys that are kept out of the segment, because they do not affect its score. */
  private Map<RowName, ScoreCounts> countsInSegment(String dimension, Question question) {
    Map<RowName, ScoreCounts> counts = new LinkedHashMap<>();
    rows.read(question, dimension, scores.of(question, Scores.Aim.MANY_SEGMENTS)).rows().stream()
        .filter(DimensionRows.Row::isInHeadline)
        .filter(row -> row.tally().counts().total() > 0)
        .forEach(row -> counts.put(RowName.of(row), row.tally().counts()));
    return counts;
  }

  private static Problem ranges(String message) {
    return Problem.invalid("compare", Rule.CONFLICT, message);
  }
}
