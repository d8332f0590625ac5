package dev.seveneight.query;

import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.Endpoint;
import dev.seveneight.shared.http.MetricRoute;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.segment.Segment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The route that answers with the score of a segment. */
final class ScoreEndpoint {
  /** How many days are asked about when no range is given; they end with the newest response. */
  static final int DEFAULT_DAYS = 30;

  private final Asking.Reader askings;
  private final Scores.Reader scores;
  private final Comparison comparison;
  private final AskedPeople people;

  ScoreEndpoint(
      Asking.Reader askings, Scores.Reader scores, Comparison comparison, AskedPeople people) {
    this.askings = askings;
    this.scores = scores;
    this.comparison = comparison;
    this.people = people;
  }

  /** The routes that these endpoints serve. */
  Map<Route, Endpoint> routes() {
    return Map.of(MetricRoute.METRICS_OF_SEGMENT, this::answer);
  }

  ApiAnswer answer(Call call) {
    Asking asking = askings.begin(call);
    Segment segment = asking.segmentOrTrend();
    requireCoreGroup(asking.parameters());
    Basis basis = asking.basis();
    Confidence confidence = asking.confidence();
    Optional<Comparison.Asked> compare = comparison.read(asking, basis, segment);
    boolean withPeople = AskedPeople.isAsked(asking);
    Question question = asking.finish(segment, basis, confidence, DEFAULT_DAYS);

    ScoreTally tally = scores.of(question, Scores.Aim.ONE_SEGMENT).of(segment);
    Map<String, Object> json = new LinkedHashMap<>(ScoreJson.of(tally, question));
    json.put("basis", basis.apiName());
    if (withPeople) {
      json.put("people", people.answer(question));
    }
    compare.ifPresent(asked -> json.put("compare", comparison.answer(question, asked, tally)));
    json.putAll(QuestionJson.of(question));
    return ApiAnswer.ok(json);
  }

  /** Delighted's groups: this answer is the core, and nobody knows here what the others held. */
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
