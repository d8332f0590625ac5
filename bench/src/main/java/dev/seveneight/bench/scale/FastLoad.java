package dev.seveneight.bench.scale;

import static dev.seveneight.shared.store.Attributes.bytes;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.bench.scale.YearOfResponses.Given;
import dev.seveneight.bench.system.BenchStore;
import dev.seveneight.bench.system.StreamEvents;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.shared.tally.Contribution;
import dev.seveneight.shared.tally.Counted;
import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.shared.tally.TallyKey;
import dev.seveneight.testing.ApiClient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Loads a project quickly: folds its responses in memory by the rule of the aggregate function, and
 * writes only their tallies. Questions about whole days read nothing else but the project, its
 * lists of values and the time of the newest response; for these, a few hundred responses go
 * through the ingest function and are not counted.
 */
public final class FastLoad {
  private static final int WRITES_AT_A_TIME = 25;
  private static final long EPOCH = 1;

  private final StoreExtension store;
  private final String project;
  private final YearOfResponses responses;
  private final Predicate<TallyKey> wanted;
  private final Map<String, AttributeValue> marks = marks();
  private final List<WriteRequest> writes = new ArrayList<>();

  /**
   * A load of a new project.
   *
   * @param wanted which tallies to write
   */
  public FastLoad(
      StoreExtension store, String project, YearOfResponses responses, Predicate<TallyKey> wanted) {
    this.store = store;
    this.project = project;
    this.responses = responses;
    this.wanted = wanted;
  }

  /** Writes the tallies of the responses. The key may write responses. */
  public void count(String key) {
    Map<TallyKey, Map<String, Long>> sums = new HashMap<>();
    responses.each(answers -> add(answers, sums));
    sums.forEach((tally, counters) -> write(tally, Counters.of(counters)));
    flush();
    sendValues(key);
  }

  /** Writes the fullest possible tallies instead. */
  void fill(String key) {
    List<String> segments = new ArrayList<>(List.of(Segment.EVERYTHING.key()));
    responses.values().forEach(value -> segments.add(segments(value).get(1)));
    new FullTallies(project, this::write).each(segments);
    flush();
    sendValues(key);
  }

  /** Sends a response with each value at the end of the last day. */
  private void sendValues(String key) {
    ApiClient api =
        ApiClient.of(
                store.function("IngestFunction", YearOfResponses.CLOCK),
                store.function("QueryFunction", YearOfResponses.CLOCK))
            .withKey(key);
    // The first responses decide whether the property is a dimension: so many different values
    // would look like names.
    send(api, Collections.nCopies(ProjectTable.WATCHED, responses.values().get(0)));
    send(api, responses.values());
  }

  /**
   * Removes all but one of the responses that {@link #sendValues} sent, so that the time of the
   * newest response costs the least, and the read units are those of tallies.
   */
  public void keepOneResponse() {
    store
        .dynamo()
        .scanPaginator(scan -> scan.tableName(BenchStore.LEDGER).projectionExpression("pk"))
        .items()
        .stream()
        .filter(key -> key.get("pk").s().startsWith(project + "#r#"))
        .skip(1)
        .forEach(
            key ->
                store.dynamo().deleteItem(delete -> delete.tableName(BenchStore.LEDGER).key(key)));
  }

  private void send(ApiClient api, List<String> values) {
    Instant time = YearOfResponses.LAST_DAY.atTime(23, 59).toInstant(ZoneOffset.UTC);
    List<Map<String, Object>> batch =
        values.stream()
            .map(
                value ->
                    Map.<String, Object>of(
                        "score", 8,
                        "created_at", time.getEpochSecond(),
                        "person_properties", Map.of(responses.dimension(), value)))
            .toList();
    api.post("/v1/survey_responses/batch", Json.write(batch)).expect(200);
  }

  private void add(List<Given> answers, Map<TallyKey, Map<String, Long>> sums) {
    for (Given given : answers) {
      add(
          new CountedResponse(
              project,
              EPOCH,
              given.day(),
              given.score(),
              given.hasComment(),
              false,
              segments(given.value())),
          sums);
    }
    if (answers.get(0).person().isPresent()) {
      add(new CountedJourney(project, EPOCH, answers.stream().map(this::ofJourney).toList()), sums);
    }
  }

  private static void add(Counted item, Map<TallyKey, Map<String, Long>> sums) {
    Contribution.of(Optional.of(item))
        .forEach(
            (tally, counters) -> {
              Map<String, Long> sum = sums.computeIfAbsent(tally, absent -> new HashMap<>());
              counters.byName().forEach((name, count) -> sum.merge(name, count, Long::sum));
            });
  }

  private JourneyAnswer ofJourney(Given given) {
    return new JourneyAnswer(
        given.id(),
        given.time().getEpochSecond(),
        given.day(),
        given.score(),
        segments(given.value()));
  }

  private List<String> segments(String value) {
    return List.of(
        Segment.EVERYTHING.key(), Segment.of(Part.of(responses.dimension(), value)).key());
  }

  /** Writes a tally with the marks that the aggregate function leaves. */
  private void write(TallyKey tally, Counters counters) {
    if (!wanted.test(tally)) {
      return;
    }
    Map<String, AttributeValue> item = new HashMap<>(TallyItems.key(tally));
    item.put("project", text(tally.project()));
    item.put("day", text(tally.period().start()));
    item.putAll(marks);
    counters.byName().forEach((name, count) -> item.put(name, number(count)));
    writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    if (writes.size() == WRITES_AT_A_TIME) {
      flush();
    }
  }

  private void flush() {
    if (writes.isEmpty()) {
      return;
    }
    Map<String, List<WriteRequest>> batch = Map.of(BenchStore.TALLIES, List.copyOf(writes));
    if (!store
        .dynamo()
        .batchWriteItem(write -> write.requestItems(batch))
        .unprocessedItems()
        .isEmpty()) {
      throw new IllegalStateException("the store wrote only a part of a batch");
    }
    writes.clear();
  }

  private static Map<String, AttributeValue> marks() {
    Map<String, AttributeValue> marks = new HashMap<>();
    for (int shard = 0; shard < StreamEvents.SHARDS; shard++) {
      SequenceNumber sequence = SequenceNumber.of("7%039d".formatted(shard));
      marks.put(
          new ShardId(StreamEvents.shard(shard)).markName(),
          bytes(Mark.of(sequence, YearOfResponses.CLOCK.instant()).toBytes()));
    }
    return marks;
  }
}
