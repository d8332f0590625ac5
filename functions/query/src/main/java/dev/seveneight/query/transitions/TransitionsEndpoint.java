package dev.seveneight.query.transitions;

import static dev.seveneight.shared.tally.Kind.ARRIVAL;

import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.numbers.Basis;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.WholeDays;
import dev.seveneight.shared.numbers.steps.ArrivalTally;
import dev.seveneight.shared.numbers.steps.Cohort;
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.validation.Parameters;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The endpoint of the route that returns the steps between responses of the same people. */
public final class TransitionsEndpoint {
  /**
   * The length of the default range in days. It is long because people do not respond every month.
   */
  public static final int DEFAULT_DAYS = 365;

  /** The parts of a cohort that are read. */
  private enum Age {
    SETTLED,
    YOUNG
  }

  private final QuestionParameters.Reader questions;
  private final WholeDays wholeDays;
  private final InstantSource clock;

  public TransitionsEndpoint(
      QuestionParameters.Reader questions, WholeDays wholeDays, InstantSource clock) {
    this.questions = questions;
    this.wholeDays = wholeDays;
    this.clock = clock;
  }

  /** Returns the routes that this endpoint serves. */
  public Map<Route, Endpoint> routes() {
    return Map.of(MetricRoute.METRICS_OF_TRANSITIONS, this::reply);
  }

  ApiReply reply(Call call) {
    QuestionParameters questionParameters = questions.begin(call);
    Segment segment = questionParameters.segment();
    Confidence confidence = questionParameters.confidence();
    String view = view(questionParameters.parameters());
    questionParameters.requireWholeDays();
    Question question =
        questionParameters.finish(segment, Basis.RESPONSES, confidence, DEFAULT_DAYS);

    return ApiReply.ok(
        view.equals(TransitionsJson.COHORT)
            ? TransitionsJson.of(cohort(question), question)
            : TransitionsJson.of(arrivals(question), question));
  }

  private Cohort cohort(Question question) {
    Cohort.Days days = Cohort.Days.of(question.range(), clock.instant());
    Map<Age, CounterSums> sums =
        wholeDays.sums(
            question, Map.of(Age.SETTLED, days.settledPart(), Age.YOUNG, days.youngPart()));
    return Cohort.of(sums.get(Age.SETTLED), sums.get(Age.YOUNG));
  }

  private ArrivalTally arrivals(Question question) {
    return ArrivalTally.of(
        wholeDays.sum(question, new WholeDays.Part(ARRIVAL, question.range().wholeDays())));
  }

  private static String view(Parameters parameters) {
    Optional<String> text = parameters.text("view");
    if (text.isPresent() && !TransitionsJson.VIEWS.contains(text.get())) {
      parameters.reject("view", Rule.FORMAT, String.join(" or ", TransitionsJson.VIEWS));
    }
    return text.orElse(TransitionsJson.COHORT);
  }
}
