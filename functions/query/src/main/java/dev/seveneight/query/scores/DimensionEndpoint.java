package dev.seveneight.query.scores;

import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Confidence;
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
import java.util.Map;

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
    questionParameters.requireBasisIn(Segment.of(Part.other(dimension)), basis);
    Confidence confidence = questionParameters.confidence();
    RowOrder order = RowOrder.read(parameters);
    Question question =
        questionParameters.finish(segment, basis, confidence, ScoreEndpoint.DEFAULT_DAYS);

    DimensionRows read =
        rows.read(question, dimension, scores.of(question, Scores.Aim.MANY_SEGMENTS));
    return ApiReply.ok(DimensionJson.of(DimensionReport.of(question, dimension, read, order)));
  }
}
