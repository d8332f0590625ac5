package dev.seveneight.bench.warm;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.bench.report.Samples;
import dev.seveneight.bench.scale.FastLoad;
import dev.seveneight.bench.scale.ScaleQuestion;
import dev.seveneight.bench.scale.YearOfResponses;
import dev.seveneight.bench.system.BenchStore;
import dev.seveneight.bench.system.TimedHandler;
import dev.seveneight.bench.warm.WarmBench.Figures;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Measures the requests of one function in this process, whose flags {@link WarmBench} chose, and
 * prints a line of {@link Figures} for each. The requests take turns.
 */
final class WarmRun {
  private static final int RESPONSES = 10_000;
  private static final int LISTED = 120;
  private static final String PROJECT = "warm";
  private static final double NANOS_PER_MS = 1e6;

  private final BenchStore store = new BenchStore(YearOfResponses.CLOCK);
  private final RecordedHttp http = new RecordedHttp(UrlConnectionHttpClient.create());
  private final TimedHandler function;
  private final List<WarmRequest> requests;

  private WarmRun(String function) {
    this.function = new TimedHandler(store.function(function, store.client(http)));
    this.requests =
        WarmRequest.ALL.stream().filter(request -> request.function().equals(function)).toList();
  }

  /**
   * Measures.
   *
   * @param arguments the function by its name in the template, and the seconds to measure, half of
   *     which it first warms up
   */
  public static void main(String[] arguments) {
    new WarmRun(arguments[0]).run(Integer.parseInt(arguments[1]));
    System.exit(0);
  }

  private void run(int seconds) {
    ApiClient api = ApiClient.of(function, function).withKey(load());
    requests.forEach(request -> send(request, api));
    http.replay();
    for (long end = after(seconds / 2); System.nanoTime() < end; ) {
      requests.forEach(request -> send(request, api));
    }
    Map<WarmRequest, List<TimedHandler.Time>> taken = new HashMap<>();
    for (long end = after(seconds); System.nanoTime() < end; ) {
      for (WarmRequest request : requests) {
        send(request, api);
        taken.computeIfAbsent(request, absent -> new ArrayList<>()).add(function.last());
      }
    }
    requests.forEach(
        request -> System.out.println(figures(taken.get(request)).line(request.name())));
  }

  private static Figures figures(List<TimedHandler.Time> times) {
    return new Figures(
        quantile(times, TimedHandler.Time::cpu, 0.5) / NANOS_PER_MS,
        quantile(times, TimedHandler.Time::clock, 0.5) / NANOS_PER_MS,
        quantile(times, TimedHandler.Time::clock, 0.99) / NANOS_PER_MS,
        quantile(times, TimedHandler.Time::bytes, 0.5));
  }

  private static double quantile(
      List<TimedHandler.Time> times, ToLongFunction<TimedHandler.Time> part, double share) {
    return Samples.of(times.stream().map(part::applyAsLong).toList()).quantile(share);
  }

  /** Loads tallies of a year and of five, and something to list; returns a key. */
  private String load() {
    String key = store.newKey(PROJECT, Scope.values());
    FastLoad year =
        new FastLoad(
            store.local(),
            PROJECT,
            new YearOfResponses(RESPONSES, ScaleQuestion.DIMENSION, ScaleQuestion.FEW),
            all -> true);
    year.count(key);
    // Lists show the responses that are sent below.
    year.keepOneResponse();
    RequestStreamHandler ingest = store.function(WarmRequest.INGEST, store.dynamo());
    ApiClient api = ApiClient.of(ingest, ingest).withKey(key);
    for (int number = 0; number < LISTED; number++) {
      api.post(
              "/v1/survey_responses",
              "{\"score\": %d, \"person_email\": \"listed-%d@example.com\", \"comment\": \"Fine.\"}"
                  .formatted(number % 11, number))
          .expect(201);
    }
    api.post("/v1/unsubscribes", "{\"person_email\": \"listed-1@example.com\"}").expect(200);
    api.post("/v1/bounces", "{\"person_email\": \"listed-2@example.com\"}").expect(200);
    api.post("/v1/trends", "{\"name\": \"Everybody\", \"segment\": {}}").expect(201);
    store.local().drain();
    return key;
  }

  private static void send(WarmRequest request, ApiClient api) {
    Answer reply = request.send().apply(api);
    if (reply.status() >= 300) {
      throw new IllegalStateException(request.name() + ": " + reply.text());
    }
  }

  private static long after(int seconds) {
    return System.nanoTime() + seconds * 1_000_000_000L;
  }
}
