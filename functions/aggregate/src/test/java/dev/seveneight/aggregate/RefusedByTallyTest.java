package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.store.project.SetAsideItems;
import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A tally that somebody else has corrupted refuses records. They are set aside, missing there until
 * a rebuild; everything else is counted, and the batch does not come again.
 */
class RefusedByTallyTest {
  private static final String DAY = "score#day#2026-03-05";
  private static final String MONTH = "score#month#2026-03";
  private static final int AN_ITEM = 400 * 1024;

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final PublishedMetrics published = new PublishedMetrics();
  private TestProject project;
  private TestInvocation invocation;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
  }

  static Stream<AttributeValue> brokenCounters() {
    return Stream.of(
        text("8"),
        flag(true),
        AttributeValue.fromNul(true),
        AttributeValue.fromL(List.of()),
        AttributeValue.fromSs(List.of("8")),
        AttributeValue.fromB(SdkBytes.fromUtf8String("8")),
        AttributeValue.fromN("9".repeat(38)));
  }

  @ParameterizedTest
  @MethodSource("brokenCounters")
  void shouldSetRecordsAsideWhoseCounterCannotBeAddedTo(AttributeValue counter) {
    corrupt("1.s8", counter);

    deliver(records(8, 3, 8));

    assertThat(month()).isEqualTo(Map.of("1.s8", 2L, "1.s3", 1L));
    assertThat(tally().get("1.s3")).isEqualTo(AttributeValue.fromN("1"));
    assertThat(tally().get("1.s8")).isEqualTo(counter);
    assertThat(setAside()).containsExactlyInAnyOrder("r1", "r3");
    assertThat(progress()).isEqualTo(SequenceNumber.of("3"));
    assertThat(published.last())
        .containsEntry(Metric.RECORDS_SET_ASIDE, 2L)
        .containsEntry(Metric.RECORDS_NOT_COUNTED, 2L);
    assertThat(invocation.log())
        .contains("missing until a rebuild")
        .contains("has a counter that is no number");
  }

  @Test
  void shouldCountOnInTheOtherCountersHoweverOftenTheBatchComes() {
    corrupt("1.s8", text("many"));
    deliver(records(8, 3, 8));

    deliver(records(8, 3, 8, 7));
    deliver(records(8, 3, 8, 7));

    assertThat(tally())
        .containsEntry("1.s3", AttributeValue.fromN("1"))
        .containsEntry("1.s7", AttributeValue.fromN("1"));
    assertThat(month()).isEqualTo(Map.of("1.s8", 2L, "1.s3", 1L, "1.s7", 1L));
    assertThat(setAside()).containsExactlyInAnyOrder("r1", "r3");
  }

  static Stream<Arguments> brokenMarks() {
    return Stream.of(
        Arguments.of("a text", text("7")),
        Arguments.of("a number", AttributeValue.fromN("7")),
        Arguments.of("one byte", bytes(1)),
        Arguments.of("too many bytes", bytes(40)),
        Arguments.of("no sequence number", bytes(18)));
  }

  private static AttributeValue bytes(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0xff);
    return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenMarks")
  void shouldSetRecordsAsideOfAShardWhoseMarkCannotBeRead(String what, AttributeValue mark) {
    corrupt(new ShardId(HandMadeEvent.SHARD).markName(), mark);

    deliver(records(8, 3));

    assertThat(counters(tally())).isEmpty();
    assertThat(month()).isEqualTo(Map.of("1.s8", 1L, "1.s3", 1L));
    assertThat(setAside()).containsExactlyInAnyOrder("r1", "r2");
    assertThat(progress()).isEqualTo(SequenceNumber.of("2"));
  }

  @Test
  void shouldSetRecordsAsideThatDoNotFitIntoTheTallysItem() {
    fill();

    deliver(records(8, 3));

    assertThat(month()).isEqualTo(Map.of("1.s8", 1L, "1.s3", 1L));
    assertThat(setAside()).containsExactlyInAnyOrder("r1", "r2");
  }

  @Test
  void shouldNoteTheFirstHundredOfABatchThatOneTallyRefuses() {
    corrupt("1.s8", text("many"));
    int[] scores = new int[150];
    Arrays.fill(scores, 8);

    deliver(records(scores));

    assertThat(month()).isEqualTo(Map.of("1.s8", 150L));
    assertThat(setAside()).hasSize(100);
    assertThat(published.last())
        .containsEntry(Metric.RECORDS_SET_ASIDE, 150L)
        .containsEntry(Metric.RECORDS_NOT_COUNTED, 150L);
  }

  /** Else the mark could say of a record that it was counted that nobody ever hears of. */
  @Test
  void shouldHaveNotedARecordBeforeAnythingLaterIsWritten() {
    AtomicInteger writes = new AtomicInteger();
    corrupt("1.s8", text("many"));
    deliver(counting(writes, Integer.MAX_VALUE), records(8, 3));
    int all = writes.get();
    assertThat(all).isGreaterThan(4);

    for (int last = 1; last < all; last++) {
      makeProject();
      corrupt("1.s8", text("many"));
      int most = last;
      assertThatThrownBy(() -> deliver(counting(new AtomicInteger(), most), records(8, 3)))
          .isInstanceOf(IllegalStateException.class);
      deliver(records(8, 3));

      assertThat(setAside()).as("after a crash at write %s", last).contains("r1");
      assertThat(tally()).containsEntry("1.s3", AttributeValue.fromN("1"));
      assertThat(month()).isEqualTo(Map.of("1.s8", 1L, "1.s3", 1L));
    }
  }

  /** Lets through so many writes. */
  private static StoreInterference counting(AtomicInteger writes, int most) {
    return (request, sender) -> {
      if (isWrite(request) && writes.incrementAndGet() > most) {
        throw new IllegalStateException("the invocation died");
      }
      return sender.send();
    };
  }

  private static boolean isWrite(DynamoDbRequest request) {
    return request instanceof UpdateItemRequest || request instanceof PutItemRequest;
  }

  /** The day's tally of everything, as somebody else has left it. */
  private void corrupt(String attribute, AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(key(DAY));
    item.put("project", text(project.id()));
    item.put("day", text("2026-03-05"));
    item.put(attribute, value);
    store.dynamo().putItem(put -> put.tableName("TallyTable").item(item));
  }

  /** Leaves the tally room for nothing. */
  private void fill() {
    for (int length = AN_ITEM; true; length--) {
      try {
        corrupt("junk", text("x".repeat(length)));
        return;
      } catch (DynamoDbException e) {
        assertThat(e).hasMessageContaining("Item size");
      }
    }
  }

  private Map<String, AttributeValue> tally() {
    return item(DAY);
  }

  private Map<String, Long> month() {
    return counters(item(MONTH));
  }

  private static Map<String, Long> counters(Map<String, AttributeValue> tally) {
    Map<String, Long> counters = new HashMap<>();
    tally.forEach(
        (name, value) -> {
          if (name.startsWith("1.")) {
            counters.put(name, Long.valueOf(value.n()));
          }
        });
    return counters;
  }

  private Map<String, AttributeValue> item(String tally) {
    return store.dynamo().getItem(get -> get.tableName("TallyTable").key(key(tally))).item();
  }

  private Map<String, AttributeValue> key(String tally) {
    return Map.of("pk", text(project.id() + "#"), "sk", text(tally));
  }

  private List<HandMadeRecord> records(int... scores) {
    List<HandMadeRecord> records = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      records.add(insert(i + 1, SampleResponse.of(project, "r" + (i + 1), scores[i])));
    }
    return records;
  }

  /** The ids of the responses of which a record is missing until a rebuild. */
  private List<String> setAside() {
    String before = project.id() + "#r#";
    return store.dynamo().scan(scan -> scan.tableName("ProjectTable")).items().stream()
        .filter(item -> textOf(item, "pk").equals(SetAsideItems.PARTITION))
        .filter(item -> item.get(SetAsideItems.NEEDS_REBUILD).bool())
        .map(item -> textOf(item, SetAsideItems.ITEM_KEY))
        .filter(key -> key.startsWith(before))
        .map(key -> key.substring(before.length()))
        .toList();
  }

  private SequenceNumber progress() {
    return new ShardProgress(store.dynamo(), "TallyTable")
        .of(new ShardId(HandMadeEvent.SHARD))
        .orElseThrow()
        .last();
  }

  private void deliver(List<HandMadeRecord> records) {
    deliver((request, sender) -> sender.send(), records);
  }

  private void deliver(StoreInterference interference, List<HandMadeRecord> records) {
    invocation = new TestInvocation();
    invocation.call(
        project.function("AggregateFunction", interference, published),
        HandMadeEvent.of(HandMadeEvent.SHARD, records));
  }
}
