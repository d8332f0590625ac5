package dev.seveneight.query.passives;

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
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.WholeDays;
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.time.CalendarDay;
import dev.seveneight.shared.time.DayRange;
import dev.seveneight.shared.validation.Parameters;
import java.time.InstantSource;
import java.time.LocalDate;
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
    return ApiReply.ok(PassivesJson.of(report(question, threshold, by)));
  }

  private PassivesReport report(Question question, double threshold, Optional<String> by) {
    Optional<DayRange> baseline = baseline(question);
    PassiveTallies tallies = PassiveTallies.read(wholeDays, question, baseline, clock.instant());
    return new PassivesReport(
        question,
        tallies.now(),
        tallies.cohort(),
        PassiveLevel.of(tallies.now().counts(), tallies.before().counts(), threshold)
            .map(
                level -> new PassivesReport.LevelOfRange(level, threshold, baseline.orElseThrow())),
        segments(question, by),
        by);
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
    LocalDate firstOfAll = CalendarDay.of(0L, question.range().zone());
    return last.isBefore(firstOfAll)
        ? Optional.empty()
        : Optional.of(new DayRange(first.isBefore(firstOfAll) ? firstOfAll : first, last));
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
