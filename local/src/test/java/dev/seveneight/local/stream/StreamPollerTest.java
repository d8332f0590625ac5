package dev.seveneight.local.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.RecordingFunction;
import dev.seveneight.local.SmallTemplate;
import dev.seveneight.local.lambda.FunctionFailedException;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.store.LocalStore;
import dev.seveneight.local.template.StreamSource;
import dev.seveneight.local.template.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StreamPollerTest {
  private static final Template TEMPLATE = SmallTemplate.read();
  private static final StreamSource SOURCE = TEMPLATE.streams().get(0);

  @TempDir Path folder;

  private final RecordingFunction fold = new RecordingFunction();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private LocalStore store;

  @BeforeEach
  void start() {
    store = LocalStore.inMemory(TEMPLATE);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void shouldDeliverRecordsInOrderInBatchesOfAtMostTheTemplatesSize() throws Exception {
    put("a", "b", "c", "d", "e", "f", "g");

    poller().drain(1);

    assertThat(keys(fold.events))
        .containsExactly(List.of("a", "b", "c"), List.of("d", "e", "f"), List.of("g"));
  }

  @Test
  void shouldWriteRecordsAsLambdaDoes() throws Exception {
    put(
        Map.of(
            "pk", AttributeValue.fromS("a"),
            "number", AttributeValue.fromN("12.50"),
            "bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("hi")),
            "strings", AttributeValue.fromSs(List.of("x")),
            "numbers", AttributeValue.fromNs(List.of("1")),
            "list", AttributeValue.fromL(List.of(AttributeValue.fromBool(false))),
            "map", AttributeValue.fromM(Map.of("m", AttributeValue.fromNul(true)))));
    store
        .dynamo()
        .deleteItem(
            request ->
                request.tableName("ThingsTable").key(Map.of("pk", AttributeValue.fromS("a"))));

    poller().drain(1);

    Map<String, Object> image =
        Map.of(
            "pk", Map.of("S", "a"),
            "number", Map.of("N", "12.5"),
            "bytes", Map.of("B", "aGk="),
            "strings", Map.of("SS", List.of("x")),
            "numbers", Map.of("NS", List.of("1")),
            "list", Map.of("L", List.of(Map.of("BOOL", false))),
            "map", Map.of("M", Map.of("m", Map.of("NULL", true))));
    List<Map<String, Object>> records = records(fold.last());
    assertThat(records.get(0))
        .containsEntry("eventName", "INSERT")
        .containsEntry("eventVersion", "1.1")
        .containsEntry("eventSource", "aws:dynamodb")
        .containsEntry("eventSourceARN", streamArn())
        .containsKeys("eventID", "awsRegion")
        .doesNotContainKey("userIdentity");
    assertThat(change(records.get(0)))
        .containsEntry("Keys", Map.of("pk", Map.of("S", "a")))
        .containsEntry("NewImage", image)
        .containsEntry("StreamViewType", "NEW_AND_OLD_IMAGES")
        .containsKeys("SizeBytes", "ApproximateCreationDateTime")
        .doesNotContainKey("OldImage")
        .hasEntrySatisfying(
            "SequenceNumber", number -> assertThat((String) number).matches("\\d{21,40}"));
    assertThat(records.get(1)).containsEntry("eventName", "REMOVE");
    assertThat(change(records.get(1)))
        .containsEntry("OldImage", image)
        .doesNotContainKey("NewImage");
  }

  @Test
  void shouldKeepWhatIsEmpty() throws Exception {
    put(
        Map.of(
            "pk", AttributeValue.fromS("a"),
            "text", AttributeValue.fromS(""),
            "list", AttributeValue.fromL(List.of()),
            "map", AttributeValue.fromM(Map.of()),
            "maps", AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of())))));

    poller().drain(1);

    assertThat(change(records(fold.last()).get(0)))
        .containsEntry(
            "NewImage",
            Map.of(
                "pk", Map.of("S", "a"),
                "text", Map.of("S", ""),
                "list", Map.of("L", List.of()),
                "map", Map.of("M", Map.of()),
                "maps", Map.of("L", List.of(Map.of("M", Map.of())))));
  }

  @Test
  void shouldDeliverADeletionByTimeToLiveAsRemovalByTheService() throws Exception {
    put(
        Map.of(
            "pk", AttributeValue.fromS("a"),
            "listing", AttributeValue.fromS("l"),
            "expires_at",
                AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond() - 60))));
    StreamPoller poller = poller();
    Instant deadline = Instant.now().plusSeconds(30);
    while (records(fold.events).size() < 2) {
      assertThat(Instant.now()).isBefore(deadline);
      poller.drain(1);
      Thread.sleep(50);
    }

    Map<String, Object> removal = records(fold.events).get(1);
    assertThat(removal)
        .containsEntry("eventName", "REMOVE")
        .containsEntry(
            "userIdentity", Map.of("principalId", "dynamodb.amazonaws.com", "type", "Service"));
    assertThat(change(removal)).containsEntry("Keys", Map.of("pk", Map.of("S", "a")));
  }

  @Test
  void shouldRepeatAFailedBatchUntilItSucceedsAndThenGoOn() throws Exception {
    put("a", "b", "c", "d");
    AtomicInteger failures = new AtomicInteger();
    fold.answer =
        (event, context) -> {
          if (failures.incrementAndGet() <= 3) {
            throw new IOException("not now");
          }
          return "{\"state\":{}}";
        };

    poller().drain(4);

    List<String> first = List.of("a", "b", "c");
    assertThat(keys(fold.events)).containsExactly(first, first, first, first, List.of("d"));
  }

  @Test
  void shouldRepeatAFailedBatchAsItWasThoughMoreCameMeanwhile() throws Exception {
    put("a");
    StreamPoller poller = poller();
    fold.answer = (event, context) -> "{}";
    assertThatThrownBy(() -> poller.drain(1)).hasMessageContaining("without the state");

    put("b");
    fold.answer = (event, context) -> "{\"state\":{}}";
    poller.drain(1);

    assertThat(keys(fold.events)).containsExactly(List.of("a"), List.of("a"), List.of("b"));
  }

  @Test
  void shouldPauseLongerAfterEachFailure() throws Exception {
    put("a", "b", "c");
    fold.answer = (event, context) -> "{}";
    StreamPoller poller = poller();

    assertThat(poller.poll()).isFalse();
    assertThat(poller.poll()).isFalse();
    assertThat(fold.events).hasSize(1);
    advance(Duration.ofMillis(100));
    assertThat(poller.poll()).isFalse();
    advance(Duration.ofMillis(100));
    assertThat(poller.poll()).isFalse();
    assertThat(fold.events).hasSize(2);
    advance(Duration.ofMillis(100));
    fold.answer = (event, context) -> "{\"state\":{}}";
    assertThat(poller.poll()).isTrue();
    assertThat(fold.events).hasSize(3);
  }

  @Test
  void shouldWaitForTheBatchingWindowUnlessTheBatchIsFull() throws Exception {
    StreamPoller poller = poller();
    put("a");
    assertThat(poller.poll()).isFalse();
    put("b");
    advance(Duration.ofMillis(999));
    assertThat(poller.poll()).isFalse();
    advance(Duration.ofMillis(1));
    assertThat(poller.poll()).isTrue();
    put("c", "d", "e");
    assertThat(poller.poll()).isTrue();

    assertThat(keys(fold.events)).containsExactly(List.of("a", "b"), List.of("c", "d", "e"));
  }

  @Test
  void shouldNameTheWindowAndCarryItsStateToItsEnd() throws Exception {
    put("a", "b", "c", "d");
    AtomicInteger count = new AtomicInteger();
    fold.answer = (event, context) -> "{\"state\":{\"seen\":" + count.incrementAndGet() + "}}";
    StreamPoller poller = poller();
    poller.drain(1);
    advance(Duration.ofMinutes(15));
    poller.drain(1);

    assertThat(fold.events).hasSize(3);
    Map<String, Object> first = fold.events.get(0);
    assertThat(first)
        .containsEntry("shardId", shardOf(first))
        .containsEntry("eventSourceARN", streamArn())
        .containsEntry("isFinalInvokeForWindow", false)
        .containsEntry("isWindowTerminatedEarly", false)
        .containsEntry("state", Map.of());
    assertThat(shardOf(first)).matches("shardId-\\d{20}-[0-9a-f]{8}");
    assertThat(fold.events.get(1)).containsEntry("state", Map.of("seen", 1));
    Map<String, Object> end = fold.events.get(2);
    assertThat(end)
        .containsEntry("isFinalInvokeForWindow", true)
        .containsEntry("state", Map.of("seen", 2))
        .containsEntry("window", first.get("window"))
        .doesNotContainKey("Records");
    Instant windowStart = Instant.parse(window(first).get("start"));
    assertThat(windowStart.getEpochSecond() % 900).isZero();
    assertThat(Instant.parse(window(first).get("end"))).isEqualTo(windowStart.plusSeconds(900));
  }

  @Test
  void shouldBlockTheShardWhileTheEndOfItsWindowFails() throws Exception {
    put("a");
    StreamPoller poller = poller();
    poller.drain(1);
    advance(Duration.ofMinutes(15));
    fold.answer = (event, context) -> "not even JSON";

    assertThatThrownBy(() -> poller.drain(2)).hasMessageContaining("no JSON");
    fold.answer = (event, context) -> "{\"state\":{}}";
    poller.drain(1);
    poller.drain(1);

    assertThat(fold.events.stream().map(event -> event.get("isFinalInvokeForWindow")))
        .containsExactly(false, true, true, true);
  }

  @Test
  void shouldFinishAParentBeforeItsChildrenAndCloseItsWindow() throws Exception {
    put("a", "b", "c", "d");
    store.rollShards();
    put("e");
    store.rollShards();
    put("f");

    poller().drain(1);

    assertThat(keys(fold.events))
        .containsExactly(
            List.of("a", "b", "c"), List.of("d"), List.of(), List.of("e"), List.of(), List.of("f"));
    assertThat(fold.events.stream().map(StreamPollerTest::shardOf).distinct()).hasSize(3);
    assertThat(fold.events.get(2)).containsEntry("isFinalInvokeForWindow", true);
    assertThat(fold.events.get(3)).containsEntry("state", Map.of());
  }

  @Test
  void shouldGoOnAfterTheLastBatchThatSucceededInAnEarlierRun() throws Exception {
    store.close();
    Path positions = folder.resolve("positions.json");
    store = LocalStore.inFolder(TEMPLATE, folder);
    put("a", "b", "c", "d");
    fold.answer =
        (event, context) -> fold.events.size() == 1 ? "{\"state\":{\"seen\":3}}" : "broken";
    assertThatThrownBy(() -> poller(Positions.inFile(positions)).drain(1))
        .isInstanceOf(FunctionFailedException.class);
    store.close();

    store = LocalStore.inFolder(TEMPLATE, folder);
    put("e");
    fold.events.clear();
    fold.answer = (event, context) -> "{\"state\":{\"seen\":5}}";
    poller(Positions.inFile(positions)).drain(1);

    assertThat(keys(fold.events)).containsExactly(List.of("d", "e"));
    assertThat(fold.last()).containsEntry("state", Map.of("seen", 3));
    assertThat(
            store
                .dynamo()
                .getItem(
                    request ->
                        request
                            .tableName("ThingsTable")
                            .key(Map.of("pk", AttributeValue.fromS("a"))))
                .hasItem())
        .isTrue();
  }

  @Test
  void shouldGoOnWithTheOldestRecordWhenTheStreamForgotWhereItWas() throws Exception {
    put("a", "b");
    StreamPoller poller = poller();
    poller.drain(1);
    store.rollShards();
    put("c");
    store.age(Duration.ofHours(25));
    poller.drain(1);
    put("d");
    poller.drain(1);

    List<List<String>> delivered = keys(fold.events);
    assertThat(delivered.get(0)).containsExactly("a", "b");
    assertThat(delivered.get(delivered.size() - 1)).containsExactly("d");
  }

  @Test
  void shouldKeepABatchUnderSixMegabytes() throws Exception {
    StreamSource many =
        new StreamSource(
            SOURCE.function(), SOURCE.table(), 10_000, Duration.ZERO, SOURCE.tumblingWindow());
    for (int i = 0; i < 20; i++) {
      put(
          Map.of(
              "pk", AttributeValue.fromS("k" + i),
              "text", AttributeValue.fromS("x".repeat(390_000))));
    }

    new StreamPoller(
            store,
            many,
            new LambdaFunction(TEMPLATE.function(many.function()), fold),
            Positions.inMemory(),
            now::get)
        .drain(1);

    assertThat(fold.events).hasSize(2);
    assertThat(records(fold.events)).hasSize(20);
    assertThat(records(fold.events.get(0)).size()).isEqualTo(16);
  }

  private StreamPoller poller() {
    return poller(Positions.inMemory());
  }

  private StreamPoller poller(Positions positions) {
    InstantSource clock = now::get;
    return new StreamPoller(
        store,
        SOURCE,
        new LambdaFunction(TEMPLATE.function(SOURCE.function()), fold),
        positions,
        clock);
  }

  private void advance(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private void put(String... keys) {
    for (String key : keys) {
      put(Map.of("pk", AttributeValue.fromS(key)));
    }
  }

  private void put(Map<String, AttributeValue> item) {
    store.dynamo().putItem(request -> request.tableName("ThingsTable").item(item));
  }

  private String streamArn() {
    return store
        .dynamo()
        .describeTable(request -> request.tableName("ThingsTable"))
        .table()
        .latestStreamArn();
  }

  private static String shardOf(Map<String, Object> event) {
    return (String) event.get("shardId");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> window(Map<String, Object> event) {
    return (Map<String, String>) event.get("window");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> change(Map<String, Object> record) {
    return (Map<String, Object>) record.get("dynamodb");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> records(Map<String, Object> event) {
    return (List<Map<String, Object>>) event.getOrDefault("Records", List.of());
  }

  private static List<Map<String, Object>> records(List<Map<String, Object>> events) {
    List<Map<String, Object>> all = new ArrayList<>();
    events.forEach(event -> all.addAll(records(event)));
    return all;
  }

  @SuppressWarnings("unchecked")
  private static List<List<String>> keys(List<Map<String, Object>> events) {
    return events.stream()
        .map(
            event ->
                records(event).stream()
                    .map(record -> (Map<String, Map<String, String>>) change(record).get("Keys"))
                    .map(key -> key.get("pk").get("S"))
                    .toList())
        .toList();
  }
}
