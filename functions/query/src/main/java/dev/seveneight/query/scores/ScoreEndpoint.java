package dev.seveneight.query.scores;

import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.numbers.Basis;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.Scores;
import dev.seveneight.shared.numbers.TallyReader;
import dev.seveneight.shared.numbers.rows.DimensionRows;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.validation.Parameters;
import java.util.Map;
import java.util.Optional;

/** The endpoint of the route that returns the score of a segment. */
public final class ScoreEndpoint {
  /** The length of the default range in days. It ends with the newest response. */
  static final int DEFAULT_DAYS = 30;

  private final QuestionParameters.Reader questions;
  private final Scores.Reader scores;
  private final ScoreComparison comparison;
  private final PeopleBehindScores.Reader people;

  public ScoreEndpoint(
      QuestionParameters.Reader questions,
      Scores.Reader scores,
      DimensionRows.Reader rows,
      KnownDimensions dimensions,
      TallyReader tallies) {
    this.questions = questions;
    this.scores = scores;
    comparison = new ScoreComparison(scores, rows, dimensions);
    people = new PeopleBehindScores.Reader(tallies);
  }

  /** Returns the routes that this endpoint serves. */
  public Map<Route, Endpoint> routes() {
    return Map.of(MetricRoute.METRICS_OF_SEGMENT, this::reply);
  }

  ApiReply reply(Call call) {
    QuestionParameters questionParameters = questions.begin(call);
    Segment segment = questionParameters.segmentOrTrend();
    requireCoreGroup(questionParameters.parameters());
    Basis requested = questionParameters.basis();
    Confidence confidence = questionParameters.confidence();
    Optional<ScoreComparison.Asked> compare =
        comparison.read(questionParameters, requested, segment);
    Basis basis = compare.isPresent() ? requested.overTime() : requested;
    questionParameters.requireBasisIn(segment, basis);
    boolean withPeople = PeopleBehindScores.Reader.isRequested(questionParameters);
    Question question = questionParameters.finish(segment, basis, confidence, DEFAULT_DAYS);

    ScoreTally tally = scores.of(question, Scores.Aim.ONE_SEGMENT).of(segment);
    return ApiReply.ok(
        ScoreReportJson.of(
            new ScoreReport(
                question,
                tally,
                withPeople ? Optional.of(people.read(question)) : Optional.empty(),
                compare.map(asked -> comparison.change(question, asked, tally)))));
  }

  /**
   * Accepts only the core group among Delighted's groups: this reply is the core group, and the
   * contents of the others are unknown here.
   */
  private static void requireCoreGroup(Parameters parameters) {
    for (String group : parameters.texts("groups")) {
      if (!group.equals("core")) {
        parameters.reject(
            "groups",
            Rule.UNSUPPORTED_GROUP,
            "core alone; /v1/metrics/by/channel has the score of each channel");
      }
    }
  }
}
