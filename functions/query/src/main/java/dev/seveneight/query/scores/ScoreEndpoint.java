package dev.seveneight.query.scores;

import dev.seveneight.query.json.QuestionJson;
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
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.validation.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The endpoint of the route that returns the score of a segment. */
public final class ScoreEndpoint {
  /** The length of the default range in days. It ends with the newest response. */
  static final int DEFAULT_DAYS = 30;

  private final QuestionParameters.Reader questions;
  private final Scores.Reader scores;
  private final ScoreComparison comparison;
  private final PeopleBehindScores people;

  public ScoreEndpoint(
      QuestionParameters.Reader questions,
      Scores.Reader scores,
      ScoreComparison comparison,
      PeopleBehindScores people) {
    this.questions = questions;
    this.scores = scores;
    this.comparison = comparison;
    this.people = people;
  }

  /** Returns the routes that this endpoint serves. */
  public Map<Route, Endpoint> routes() {
    return Map.of(MetricRoute.METRICS_OF_SEGMENT, this::reply);
  }

  ApiReply reply(Call call) {
    QuestionParameters questionParameters = questions.begin(call);
    Segment segment = questionParameters.segmentOrTrend();
    requireCoreGroup(questionParameters.parameters());
    Basis basis = questionParameters.basis();
    Confidence confidence = questionParameters.confidence();
    Optional<ScoreComparison.Asked> compare = comparison.read(questionParameters, basis, segment);
    boolean withPeople = PeopleBehindScores.isAsked(questionParameters);
    Question question = questionParameters.finish(segment, basis, confidence, DEFAULT_DAYS);

    ScoreTally tally = scores.of(question, Scores.Aim.ONE_SEGMENT).of(segment);
    Map<String, Object> json = new LinkedHashMap<>(ScoreJson.of(tally, question));
    json.put("basis", basis.apiName());
    if (withPeople) {
      json.put("people", people.toJson(question));
    }
    compare.ifPresent(asked -> json.put("compare", comparison.toJson(question, asked, tally)));
    json.putAll(QuestionJson.of(question));
    return ApiReply.ok(json);
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
