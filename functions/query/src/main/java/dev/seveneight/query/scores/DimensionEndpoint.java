package dev.seveneight.query.scores;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.nps.difference.BenjaminiHochberg;
import dev.seveneight.shared.nps.difference.Difference;
import dev.seveneight.shared.nps.difference.NpsDifference;
import dev.seveneight.shared.numbers.Basis;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.Scores;
import dev.seveneight.shared.numbers.rows.DimensionRows;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import dev.seveneight.shared.validation.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoint of the route that returns the score of each value of a dimension. */
public final class DimensionEndpoint {
  private final QuestionParameters.Reader questions;
  private final Scores.Reader scores;
  private final DimensionRows.Reader rows;
  private final KnownDimensions dimensions;

  public DimensionEndpoint(
      QuestionParameters.Reader questions,
      Scores.Reader scores,
      DimensionRows.Reader rows,
      KnownDimensions dimensions) {
    this.questions = questions;
    this.scores = scores;
    this.rows = rows;
    this.dimensions = dimensions;
  }

  /** Returns the routes that this endpoint serves. */
  public Map<Route, Endpoint> routes() {
    return Map.of(MetricRoute.METRICS_BY_DIMENSION, this::reply);
  }

  ApiReply reply(Call call) {
    QuestionParameters questionParameters = questions.begin(call);
    String dimension = dimensions.inPath(questionParameters.project(), call.parameter());
    Parameters parameters = questionParameters.parameters();
    Segment segment = questionParameters.anySegment();
    if (segment.isOf(dimension)) {
      parameters.reject("segment", Rule.CONFLICT, "of another dimension than the rows");
    } else {
      questionParameters.requireCounted(segment.with(Part.other(dimension)));
    }
    Basis basis = questionParameters.basis();
    Confidence confidence = questionParameters.confidence();
    RowOrder order = RowOrder.read(parameters);
    Question question =
        questionParameters.finish(segment, basis, confidence, ScoreEndpoint.DEFAULT_DAYS);

    DimensionRows read =
        rows.read(question, dimension, scores.of(question, Scores.Aim.MANY_SEGMENTS));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", dimension);
    json.put(
        "rows",
        order.sorted(compared(read, question)).stream().map(r -> r.toJson(question)).toList());
    json.put("basis", basis.apiName());
    json.putAll(QuestionJson.of(question));
    return ApiReply.ok(json);
  }

  /** Compares each row with the rest. */
  private static List<ComparedRow> compared(DimensionRows read, Question question) {
    List<Optional<Difference>> differences = new ArrayList<>();
    for (DimensionRows.Row row : read.rows()) {
      ScoreCounts rest = read.restOf(row);
      differences.add(
          row.isInHeadline()
              ? NpsDifference.between(row.tally().counts(), rest, question.confidence())
              : Optional.empty());
    }
    List<Double> qValues =
        BenjaminiHochberg.qValues(
            differences.stream().flatMap(Optional::stream).map(Difference::p).toList());
    List<ComparedRow> rows = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < differences.size(); i++) {
      Optional<Difference> difference = differences.get(i);
      rows.add(
          new ComparedRow(
              read.rows().get(i), difference, difference.isPresent() ? qValues.get(next++) : 1));
    }
    return rows;
  }

  /**
   * A row and its difference from the rest.
   *
   * @param q the p value of the difference, adjusted for the number of rows; 1 if there is no
   *     difference
   */
  record ComparedRow(DimensionRows.Row row, Optional<Difference> difference, double q) {
    ScoreCounts counts() {
      return row.tally().counts();
    }

    Map<String, Object> toJson(Question question) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("value", row.value().orElse(null));
      json.put("row", row.holds().apiName());
      json.put("headline", row.isInHeadline());
      json.putAll(ScoreJson.of(row.tally(), question));
      json.put(
          "difference_from_rest",
          difference.map(found -> NumberJson.differenceOfMany(found, q)).orElse(null));
      return json;
    }
  }
}
