package dev.seveneight.query.passives;

import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.query.parameters.ByParameter;
import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.query.transitions.TransitionsEndpoint;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.difference.PassiveLevel;
import dev.seveneight.shared.numbers.Basis;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.WholeDays;
import dev.seveneight.shared.numbers.steps.Cohort;
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.time.DayRange;
import dev.seveneight.shared.time.RequestedRange;
import dev.seveneight.shared.validation.Parameters;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The endpoint of the report on passives: how many there are, whether that is usual, which segments
 * have too many, and how the same people responded later.
 */
public final class PassivesEndpoint {
  private static final int DEFAULT_DAYS = TransitionsEndpoint.DEFAULT_DAYS;

  /** The length of the baseline in days. It ends the day before the range. */
  private static final int BASELINE_DAYS = 365;

  private final QuestionParameters.Reader questions;
  private final ByParameter byParameter;
  private final WholeDays wholeDays;
  private final PassiveRows rows;
  private final InstantSource clock;

  public PassivesEndpoint(
      QuestionParameters.Reader questions,
      ByParameter byParameter,
      WholeDays wholeDays,
      PassiveRows rows,
      InstantSource clock) {
    this.questions = questions;
    this.byParameter = byParameter;
    this.wholeDays = wholeDays;
    this.rows = rows;
    this.clock = clock;
  }

  /** Returns the route that this endpoint serves. */
  public Map<Route, Endpoint> routes() {
    return Map.of(MetricRoute.METRICS_OF_PASSIVES, this::reply);
  }

  ApiReply reply(Call call) {
    QuestionParameters questionParameters = questions.begin(call);
    Segment segment = questionParameters.segment();
    Confidence confidence = questionParameters.confidence();
    Optional<String> by = byParameter.read(questionParameters, segment);
    double threshold = threshold(questionParameters.parameters());
    questionParameters.requireWholeDays();
    Question question =
        questionParameters.finish(segment, Basis.RESPONSES, confidence, DEFAULT_DAYS);
    Map<String, Object> json = new LinkedHashMap<>(numbers(question, threshold));
    json.putAll(segments(question, by).toJson());
    json.put("by", by.orElse(null));
    json.putAll(QuestionJson.of(question));
    return ApiReply.ok(json);
  }

  private Map<String, Object> numbers(Question question, double threshold) {
    Optional<DayRange> baseline = baseline(question);
    Cohort.Days cohortDays = Cohort.Days.of(question.range(), clock.instant());
    List<CounterSums> sums =
        wholeDays.sums(
            question,
            List.of(
                new WholeDays.Part(Kind.SCORE, question.range().wholeDays()),
                new WholeDays.Part(Kind.SCORE, baseline),
                cohortDays.parts().get(0),
                cohortDays.parts().get(1)));
    ScoreTally now = ScoreTally.of(sums.get(0));
    ScoreTally before = ScoreTally.of(sums.get(1));
    Cohort cohort = Cohort.of(sums.subList(2, 4));

    Map<String, Object> json = new LinkedHashMap<>(PassivesJson.counts(now.counts(), question));
    json.put("swing", PassivesJson.swing(now.counts(), cohort, question.confidence()));
    json.put(
        "level",
        PassiveLevel.of(now.counts(), before.counts(), threshold)
            .map(level -> PassivesJson.level(level, threshold, baseline.orElseThrow(), question))
            .orElse(null));
    json.put("comments", PassivesJson.comments(now));
    json.put("answered_again", PassivesJson.answeredAgain(now.counts(), cohort));
    return json;
  }

  private PassiveSegments segments(Question question, Optional<String> by) {
    return by.map(dimension -> rows.of(dimension, question))
        .orElseGet(
            () ->
                rows.ofMany(byParameter.within(question.project(), question.segment()), question));
  }

  /** Returns the baseline's days; empty if the range begins with the first possible day. */
  private static Optional<DayRange> baseline(Question question) {
    LocalDate last = question.range().firstDay().minusDays(1);
    LocalDate first = last.minusDays(BASELINE_DAYS - 1L);
    if (last.isBefore(RequestedRange.FIRST_DAY)) {
      return Optional.empty();
    }
    return Optional.of(
        new DayRange(
            first.isBefore(RequestedRange.FIRST_DAY) ? RequestedRange.FIRST_DAY : first, last));
  }

  private static double threshold(Parameters parameters) {
    Optional<String> text = parameters.text("threshold");
    if (text.isEmpty()) {
      return PassiveLevel.DEFAULT_THRESHOLD;
    }
    if (!text.get().matches("[0-9]{1,10}([.][0-9]{1,20})?")) {
      parameters.reject("threshold", Rule.TYPE, "points, a number from 0 to 100");
      return PassiveLevel.DEFAULT_THRESHOLD;
    }
    double threshold = Double.parseDouble(text.get());
    if (threshold > 100) {
      parameters.reject("threshold", Rule.RANGE, "points, a number from 0 to 100");
    }
    return threshold;
  }
}
