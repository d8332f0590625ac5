package dev.seveneight.query;

import static dev.seveneight.shared.tally.Kind.ARRIVAL;

import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.Endpoint;
import dev.seveneight.shared.http.MetricRoute;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.segment.Segment;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The route that answers with the steps between the answers of the same people. */
final class TransitionsEndpoint {
  /** How many days are asked about when no range is given: people do not answer every month. */
  static final int DEFAULT_DAYS = 365;

  private static final String COHORT = "cohort";
  private static final String ARRIVALS = "arrivals";

  private final Asking.Reader askings;
  private final WholeDays wholeDays;
  private final InstantSource clock;

  TransitionsEndpoint(Asking.Reader askings, WholeDays wholeDays, InstantSource clock) {
    this.askings = askings;
    this.wholeDays = wholeDays;
    this.clock = clock;
  }

  /** The routes that these endpoints serve. */
  Map<Route, Endpoint> routes() {
    return Map.of(MetricRoute.METRICS_OF_TRANSITIONS, this::answer);
  }

  ApiAnswer answer(Call call) {
    Asking asking = askings.begin(call);
    Segment segment = asking.segment();
    Confidence confidence = asking.confidence();
    String view = view(asking.parameters());
    asking.requireWholeDays();
    Question question = asking.finish(segment, Basis.RESPONSES, confidence, DEFAULT_DAYS);

    Map<String, Object> json = new LinkedHashMap<>();
    json.put("view", view);
    json.putAll(
        view.equals(COHORT)
            ? TransitionsJson.of(cohort(question), question)
            : TransitionsJson.of(arrivals(question), question));
    json.putAll(QuestionJson.of(question));
    return ApiAnswer.ok(json);
  }

  private Cohort cohort(Question question) {
    Cohort.Days days = Cohort.Days.of(question.range(), clock.instant());
    return Cohort.of(wholeDays.sums(question, days.parts()));
  }

  private ArrivalTally arrivals(Question question) {
    return ArrivalTally.of(
        wholeDays.sum(question, new WholeDays.Part(ARRIVAL, question.range().wholeDays())));
  }

  private static String view(Parameters parameters) {
    Optional<String> text = parameters.text("view");
    if (text.isPresent() && !text.get().equals(COHORT) && !text.get().equals(ARRIVALS)) {
      parameters.reject("view", Rule.FORMAT, COHORT + " or " + ARRIVALS);
    }
    return text.orElse(COHORT);
  }
}
