package dev.seveneight.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.keys.KeyStore;
import dev.seveneight.local.DynamoEndpoint;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures the requests of one function in this process, whose flags {@link WarmBench} chose, and
 * prints a line for each: its name, and what the requests took, separated by tabs. The requests
 * take turns.
 */
final class WarmRun {
  private static final int RESPONSES = 10_000;
  private static final int LISTED = 120;
  private static final String KEY = "warm-key";
  private static final double NANOS_PER_MS = 1e6;

  private final StoreExtension store = new StoreExtension().open();
  private final DynamoEndpoint endpoint = store.serve();
  private final RecordedStore recorded = new RecordedStore(UrlConnectionHttpClient.create());
  private final DynamoDbClient client = client(endpoint.port(), recorded);
  private final TimedHandler function;
  private final List<WarmRequest> requests;

  private WarmRun(String function) {
    this.function = new TimedHandler(function(function));
    this.requests =
        WarmRequest.ALL.stream().filter(request -> request.function().equals(function)).toList();
  }

  /** What a request took, again and again. */
  private static final class Taken {
    private final List<TimedHandler.Time> times = new ArrayList<>();

    void add(TimedHandler.Time time) {
      times.add(time);
    }

    String line(String name) {
      return String.format(
          Locale.ROOT,
          "%s\t%.4f\t%.4f\t%.4f\t%d",
          name,
          part(0.5, times.stream().mapToLong(TimedHandler.Time::cpu).sorted().toArray())
              / NANOS_PER_MS,
          part(0.5, times.stream().mapToLong(TimedHandler.Time::clock).sorted().toArray())
              / NANOS_PER_MS,
          part(0.99, times.stream().mapToLong(TimedHandler.Time::clock).sorted().toArray())
              / NANOS_PER_MS,
          part(0.5, times.stream().mapToLong(TimedHandler.Time::bytes).sorted().toArray()));
    }

    private static long part(double share, long[] sorted) {
      return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
  }

  /**
   * Measures.
   *
   * @param arguments the function by its name in the template, seconds to warm up, and seconds to
   *     measure
   */
  public static void main(String[] arguments) {
    new WarmRun(arguments[0]).run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    System.exit(0);
  }

  private void run(int warmUp, int seconds) {
    load();
    ApiClient api = ApiClient.of(function, function).withKey(KEY);
    requests.forEach(request -> send(request, api));
    recorded.replay();
    for (long end = after(warmUp); System.nanoTime() < end; ) {
      requests.forEach(request -> send(request, api));
    }
    Map<WarmRequest, Taken> taken = new HashMap<>();
    for (long end = after(seconds); System.nanoTime() < end; ) {
      for (WarmRequest request : requests) {
        send(request, api);
        taken.computeIfAbsent(request, absent -> new Taken()).add(function.last());
      }
    }
    requests.forEach(request -> System.out.println(taken.get(request).line(request.name())));
  }

  /** Tallies of a year and of five, and something to list. */
  private void load() {
    new KeyStore(store.dynamo(), "ProjectTable", ScaleYear.CLOCK)
        .put("warm", "warm", EnumSet.allOf(Scope.class), KEY);
    new ScaleProject(
            store.dynamo(),
            "warm",
            new ScaleResponses(RESPONSES, ScaleQuestion.DIMENSION, ScaleQuestion.FEW),
            all -> true)
        .count();
    RequestStreamHandler ingest = store.function("IngestFunction", ScaleYear.CLOCK);
    ApiClient api = ApiClient.of(ingest, ingest).withKey(KEY);
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
    store.drain();
  }

  private static void send(WarmRequest request, ApiClient api) {
    Answer answer = request.send().apply(api);
    if (answer.status() >= 300) {
      throw new IllegalStateException(request.name() + ": " + answer.text());
    }
  }

  private RequestStreamHandler function(String id) {
    Deployment inProcess = store.deployment(id, ScaleYear.CLOCK);
    return store.function(
        id,
        new Deployment(
            inProcess.environment(),
            client,
            inProcess.streams(),
            inProcess.metrics(),
            inProcess.clock()));
  }

  private static long after(int seconds) {
    return System.nanoTime() + seconds * 1_000_000_000L;
  }

  private static DynamoDbClient client(int port, RecordedStore http) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create("http://localhost:" + port))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("warm", "warm")))
        .httpClient(http)
        .build();
  }
}
