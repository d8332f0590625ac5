package dev.seveneight.bench.cost;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.bench.system.BenchStore;
import dev.seveneight.bench.system.MadeUpResponses;
import dev.seveneight.bench.system.Meter.Consumption;
import dev.seveneight.bench.system.StreamEvents;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.testing.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * What responses cost on their whole way: through the real ingest function into the ledger, and
 * through its stream into journeys and tallies.
 */
final class LedgerCosts {
  private static final int RESPONSES = 2_000;
  private static final int OF_ONE_REQUEST = 500;
  private static final int BATCH = 1_000;
  private static final int DIMENSIONS = 4;
  private static final Instant DAY = Instant.parse("2026-07-05T08:00:00Z");

  private final CostStore store;
  private final StreamEvents events = new StreamEvents();
  private final DynamoDbStreamsClient streams;
  private String iterator;

  LedgerCosts(CostStore store) {
    this.store = store;
    this.streams = store.store().deployment("AggregateFunction", store.metered()).streams().get();
    this.iterator = firstRecord();
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

    /** Rounded to a tenth: how often functions read what they then cache depends on timing. */
    double reads() {
      return Math.round(10 * (ingestReads + aggregateReads)) / 10.0;
    }
  }

  /** Anonymous responses. */
  Cost anonymous() {
    ApiClient api = client("anonymous");
    return measured(started(api), api, number -> Map.of());
  }

  /** Each the first response of a person. */
  Cost firstAnswers() {
    ApiClient api = client("first");
    return measured(started(api), api, LedgerCosts::person);
  }

  /** Each the second response of a person, 1 to 90 days after the first. */
  Cost secondAnswers() {
    ApiClient api = client("second");
    RequestStreamHandler aggregate = started(api);
    send(
        api,
        number -> {
          Instant time = DAY.minus(Duration.ofDays(1L + number % 90));
          return Map.of("person_external_id", "p" + number, "created_at", time.getEpochSecond());
        });
    deliver(aggregate);
    deliver(aggregate);
    return measured(aggregate, api, LedgerCosts::person);
  }

  private static Map<String, Object> person(int number) {
    return Map.of("person_external_id", "p" + number);
  }

  private ApiClient client(String project) {
    store.emptyTallies();
    return ApiClient.of(store.function("IngestFunction"), store.function("QueryFunction"))
        .withKey(store.store().newKey(project, Scope.values()));
  }

  /**
   * Sends enough responses that what happens once per project is done: its secret, time zone and
   * values are written, and its properties are no longer watched.
   */
  private RequestStreamHandler started(ApiClient api) {
    api.post(
        "/v1/survey_responses/batch",
        Json.write(request(0, ProjectTable.WATCHED, number -> Map.of())));
    RequestStreamHandler aggregate = store.function("AggregateFunction");
    deliver(aggregate);
    return aggregate;
  }

  private Cost measured(
      RequestStreamHandler aggregate, ApiClient api, IntFunction<Map<String, Object>> more) {
    store.consumed();
    send(api, more);
    Consumption ingest = store.consumed();
    int batches = deliver(aggregate);
    Consumption first = store.consumed();
    batches += deliver(aggregate);
    Consumption second = store.consumed();
    return new Cost(
        ingest.allWrites() / RESPONSES,
        ingest.allReads() / RESPONSES,
        first.writesTo(BenchStore.LEDGER) / RESPONSES,
        first.writesTo(BenchStore.TALLIES) / RESPONSES,
        second.writesTo(BenchStore.TALLIES) / RESPONSES,
        (first.allReads() + second.allReads()) / RESPONSES,
        (double) batches / RESPONSES);
  }

  private static void send(ApiClient api, IntFunction<Map<String, Object>> more) {
    for (int start = 0; start < RESPONSES; start += OF_ONE_REQUEST) {
      String body = Json.write(request(start, OF_ONE_REQUEST, more));
      for (Object reply : api.post("/v1/survey_responses/batch", body).expect(200).list()) {
        if (!Integer.valueOf(201).equals(((Map<?, ?>) reply).get("status"))) {
          throw new IllegalStateException("not created: " + reply);
        }
      }
    }
  }

  private static List<Map<String, Object>> request(
      int start, int count, IntFunction<Map<String, Object>> more) {
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
      response.putAll(more.apply(i));
      responses.add(response);
    }
    return responses;
  }

  /**
   * Delivers what is new in the stream, in batches of four shards in turn.
   *
   * @return the number of batches
   */
  private int deliver(RequestStreamHandler aggregate) {
    List<Record> records = newRecords();
    int batches = 0;
    for (int start = 0; start < records.size(); start += BATCH) {
      List<String> batch =
          records.subList(start, Math.min(start + BATCH, records.size())).stream()
              .map(events::again)
              .toList();
      BenchStore.invoke(aggregate, StreamEvents.event(batches % StreamEvents.SHARDS, batch));
      batches++;
    }
    return batches;
  }

  private List<Record> newRecords() {
    List<Record> records = new ArrayList<>();
    GetRecordsResponse page;
    do {
      String from = iterator;
      page = streams.getRecords(get -> get.shardIterator(from));
      records.addAll(page.records());
      iterator = page.nextShardIterator();
    } while (!page.records().isEmpty());
    return records;
  }

  /** DynamoDB Local has one shard until it is told to roll. */
  private String firstRecord() {
    String stream =
        store
            .store()
            .dynamo()
            .describeTable(describe -> describe.tableName(BenchStore.LEDGER))
            .table()
            .latestStreamArn();
    String shard =
        streams
            .describeStream(describe -> describe.streamArn(stream))
            .streamDescription()
            .shards()
            .get(0)
            .shardId();
    return streams
        .getShardIterator(
            get ->
                get.streamArn(stream)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }
}
