package dev.seveneight.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.bench.Meter.Consumption;
import dev.seveneight.keys.KeyStore;
import dev.seveneight.shared.http.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.testing.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * What responses cost on their whole way: through the real ingest function into the ledger, through
 * its stream into journeys and tallies.
 */
final class LedgerCosts {
  private static final int RESPONSES = 2_000;
  private static final int OF_ONE_REQUEST = 500;
  private static final int BATCH = 1_000;
  private static final int DIMENSIONS = 4;
  private static final String KEY = "bench-key";
  private static final Instant DAY = Instant.parse("2026-07-05T08:00:00Z");

  private final MeasuredStore store;
  private final LedgerStream stream;
  private final EventWriter writer = new EventWriter();

  LedgerCosts(MeasuredStore store) {
    this.store = store;
    this.stream = new LedgerStream(store);
  }

  /**
   * What responses cost, in units per response.
   *
   * @param ledger writes of the ingest function
   * @param ingestReads its reads
   * @param journeys writes of journeys
   * @param scores writes of tallies of scores
   * @param steps writes of the tallies that journeys make: cohorts, arrivals, standings
   * @param aggregateReads reads of the aggregate function
   * @param batches invocations of the aggregate function
   */
  record Cost(
      double ledger,
      double ingestReads,
      double journeys,
      double scores,
      double steps,
      double aggregateReads,
      double batches) {
    double writes() {
      return ledger + journeys + scores + steps;
    }

    /** To a tenth: how often something is read that is remembered then is a matter of chance. */
    double reads() {
      return Math.round(10 * (ingestReads + aggregateReads)) / 10.0;
    }
  }

  /** Responses of nobody. */
  Cost anonymous() {
    return measure("anonymous", (i, response) -> {});
  }

  /** Each the first of a person. */
  Cost firstAnswers() {
    return measure("first", (i, response) -> response.put("person_external_id", "p" + i));
  }

  /** Each the second of a person, whose first was given on one of the 90 days before. */
  Cost secondAnswers() {
    RequestStreamHandler aggregate = start("second");
    send(
        "second",
        (i, response) -> {
          response.put("person_external_id", "p" + i);
          response.put("created_at", DAY.minus(Duration.ofDays(1L + i % 90)).getEpochSecond());
        });
    deliver(aggregate);
    deliver(aggregate);
    return measured(
        aggregate, "second", (i, response) -> response.put("person_external_id", "p" + i));
  }

  /** Completes a request. */
  private interface Completion {
    void complete(int number, Map<String, Object> response);
  }

  private Cost measure(String project, Completion completion) {
    return measured(start(project), project, completion);
  }

  private RequestStreamHandler start(String project) {
    store.emptyTallies();
    new KeyStore(store.dynamo(), "ProjectTable", MeasuredStore.CLOCK)
        .put(project, "bench", EnumSet.allOf(Scope.class), KEY + project);
    // So that the project's secret, time zone and values are there, and its properties are not
    // watched any more: all this happens once.
    client(project)
        .post(
            "/v1/survey_responses/batch",
            Json.write(request(0, ProjectTable.WATCHED, (i, r) -> {})));
    RequestStreamHandler aggregate = store.function("AggregateFunction");
    deliver(aggregate);
    return aggregate;
  }

  private Cost measured(RequestStreamHandler aggregate, String project, Completion completion) {
    store.consumed();
    send(project, completion);
    Consumption ingest = store.consumed().requireComplete();
    int batches = deliver(aggregate);
    Consumption first = store.consumed().requireComplete();
    batches += deliver(aggregate);
    Consumption second = store.consumed().requireComplete();
    return new Cost(
        ingest.allWrites() / RESPONSES,
        ingest.allReads() / RESPONSES,
        first.writesTo(MeasuredStore.LEDGER) / RESPONSES,
        first.writesTo(MeasuredStore.TALLIES) / RESPONSES,
        second.writesTo(MeasuredStore.TALLIES) / RESPONSES,
        (first.allReads() + second.allReads()) / RESPONSES,
        (double) batches / RESPONSES);
  }

  private ApiClient client(String project) {
    return ApiClient.of(store.function("IngestFunction"), store.function("QueryFunction"))
        .withKey(KEY + project);
  }

  private void send(String project, Completion completion) {
    ApiClient client = client(project);
    for (int start = 0; start < RESPONSES; start += OF_ONE_REQUEST) {
      client
          .post(
              "/v1/survey_responses/batch", Json.write(request(start, OF_ONE_REQUEST, completion)))
          .expect(200)
          .list()
          .forEach(LedgerCosts::requireCreated);
    }
  }

  private static void requireCreated(Object answer) {
    if (!Integer.valueOf(201).equals(((Map<?, ?>) answer).get("status"))) {
      throw new IllegalStateException("not created: " + answer);
    }
  }

  private static List<Map<String, Object>> request(int start, int count, Completion completion) {
    MadeUpResponses madeUp = new MadeUpResponses(DIMENSIONS, TallyCosts.VALUES, 1, 1);
    List<Map<String, Object>> responses = new ArrayList<>();
    for (int i = start; i < start + count; i++) {
      SortedMap<String, String> properties = madeUp.properties();
      properties.put("account_id", "account-" + i);
      properties.put("order_number", "2026-" + i);
      Map<String, Object> response = new LinkedHashMap<>();
      response.put("score", i % 11);
      response.put("created_at", DAY.plusSeconds(i).getEpochSecond());
      response.put("person_properties", properties);
      if (i % 2 == 0) {
        response.put("comment", MadeUpResponses.COMMENT);
      }
      completion.complete(i, response);
      responses.add(response);
    }
    return responses;
  }

  /**
   * Delivers what is in the stream now, by turns as of four shards.
   *
   * @return in how many batches
   */
  private int deliver(RequestStreamHandler aggregate) {
    List<Record> records = stream.newRecords();
    int batches = 0;
    for (int start = 0; start < records.size(); start += BATCH) {
      List<String> batch =
          records.subList(start, Math.min(start + BATCH, records.size())).stream()
              .map(writer::again)
              .toList();
      MeasuredStore.invoke(aggregate, EventWriter.event(batches % TallyCosts.SHARDS, batch));
      batches++;
    }
    return batches;
  }
}
