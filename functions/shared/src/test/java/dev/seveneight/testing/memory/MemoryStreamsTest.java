package dev.seveneight.testing.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.testing.TestClock;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

class MemoryStreamsTest {
  private static final String TABLE = "LedgerTable";

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00.900Z");
  private final MemoryStore store = MemoryStore.ofProject(clock, 7);

  @Test
  void shouldSpreadPartitionsOverShards() {
    write(store, 50);

    List<StreamShard> shards = store.shards(TABLE);
    assertThat(shards).hasSizeBetween(2, 4);
    assertThat(shards).allSatisfy(shard -> assertThat(shard.records()).isNotEmpty());
    assertThat(shards.stream().flatMap(shard -> shard.records().stream()))
        .extracting(record -> record.dynamodb().keys().get("pk").s())
        .hasSize(50)
        .doesNotHaveDuplicates();
    assertThat(shards).extracting(StreamShard::parentId).containsOnly(Optional.empty());
    assertThat(shards)
        .extracting(StreamShard::id)
        .allMatch(id -> id.matches("shardId-0000000[0-9]{13}-[0-9a-f]{8}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldNumberRecordsUpwardsAcrossAPowerOfTen() {
    write(store, 200);

    for (StreamShard shard : store.shards(TABLE)) {
      List<BigInteger> numbers =
          shard.records().stream().map(MemoryStreamsTest::sequenceNumber).toList();
      assertThat(numbers).isSorted().doesNotHaveDuplicates();
      assertThat(numbers.stream().map(number -> number.toString().length()).distinct()).hasSize(2);
      assertThat(numbers).allMatch(number -> number.toString().matches("[0-9]{21,40}"));
    }
  }

  @Test
  void shouldDateRecordsInWholeSeconds() {
    write(store, 1);

    assertThat(all(store))
        .extracting(record -> record.dynamodb().approximateCreationDateTime())
        .containsExactly(Instant.parse("2026-03-31T12:00:00Z"));
  }

  @Test
  void shouldGoOnInOneChildOfEachShardAfterARoll() {
    write(store, 50);
    List<StreamShard> parents = store.shards(TABLE);
    store.rollShards();
    write(store, 50);

    List<StreamShard> children = store.shards(TABLE).subList(parents.size(), 2 * parents.size());
    assertThat(store.shards(TABLE)).hasSize(2 * parents.size());
    for (int i = 0; i < parents.size(); i++) {
      StreamShard parent = store.shards(TABLE).get(i);
      assertThat(parent.isClosed()).isTrue();
      assertThat(parent.records()).isEqualTo(parents.get(i).records());
      assertThat(children.get(i).isClosed()).isFalse();
      assertThat(children.get(i).parentId()).contains(parent.id());
      assertThat(partitions(children.get(i))).isEqualTo(partitions(parent));
      assertThat(sequenceNumber(children.get(i).records().get(0)))
          .isGreaterThan(sequenceNumber(parent.records().get(parent.records().size() - 1)));
    }
  }

  @Test
  void shouldShareAShardsPartitionsBetweenTwoChildrenAfterASplit() {
    write(store, 100);
    List<StreamShard> parents = store.shards(TABLE);
    store.splitShards();
    write(store, 100);

    assertThat(store.shards(TABLE)).hasSize(3 * parents.size());
    for (StreamShard parent : parents) {
      List<StreamShard> children =
          store.shards(TABLE).stream()
              .filter(shard -> shard.parentId().equals(Optional.of(parent.id())))
              .toList();
      assertThat(children).hasSize(2).noneMatch(shard -> shard.records().isEmpty());
      assertThat(children.stream().flatMap(child -> partitions(child).stream()))
          .containsExactlyInAnyOrderElementsOf(partitions(parent));
    }
  }

  @Test
  void shouldHaveAShardForEveryPartitionHoweverOftenShardsAreSplit() {
    for (int i = 0; i < 8; i++) {
      store.splitShards();
    }
    write(store, 300);

    assertThat(all(store)).hasSize(300);
  }

  @Test
  void shouldDescribeShardsPageByPage() {
    store.rollShards();
    List<Shard> found = new ArrayList<>();
    String after = null;
    do {
      String start = after;
      StreamDescription page =
          store
              .streams()
              .describeStream(
                  request -> request.streamArn(arn()).limit(1).exclusiveStartShardId(start))
              .streamDescription();
      assertThat(page.shards()).hasSize(1);
      found.addAll(page.shards());
      after = page.lastEvaluatedShardId();
    } while (after != null);

    List<StreamShard> expected = store.shards(TABLE);
    assertThat(found).extracting(Shard::shardId).isEqualTo(ids(expected));
    assertThat(found)
        .extracting(shard -> Optional.ofNullable(shard.parentShardId()))
        .isEqualTo(expected.stream().map(StreamShard::parentId).toList());
    assertThat(found)
        .extracting(shard -> shard.sequenceNumberRange().endingSequenceNumber() != null)
        .isEqualTo(expected.stream().map(StreamShard::isClosed).toList());
  }

  @Test
  void shouldReadAShardToItsEnd() {
    write(store, 20);
    StreamShard shard = store.shards(TABLE).get(0);

    GetRecordsResponse first = records(iterator(shard, ShardIteratorType.TRIM_HORIZON, null), 2);
    assertThat(first.records()).isEqualTo(shard.records().subList(0, 2));
    GetRecordsResponse rest = records(first.nextShardIterator(), 1_000);
    assertThat(rest.records()).isEqualTo(shard.records().subList(2, shard.records().size()));
    assertThat(records(rest.nextShardIterator(), 1_000).nextShardIterator()).isNotNull();

    store.rollShards();
    GetRecordsResponse end = records(rest.nextShardIterator(), 1_000);
    assertThat(end.records()).isEmpty();
    assertThat(end.nextShardIterator()).isNull();
  }

  @Test
  void shouldBeginWhereItIsTold() {
    write(store, 20);
    StreamShard shard = store.shards(TABLE).get(0);
    List<Record> all = shard.records();
    String second = all.get(1).dynamodb().sequenceNumber();

    assertThat(from(iterator(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, second)))
        .isEqualTo(all.subList(1, all.size()));
    assertThat(from(iterator(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, second)))
        .isEqualTo(all.subList(2, all.size()));
    assertThat(from(iterator(shard, ShardIteratorType.LATEST, null))).isEmpty();
  }

  @Test
  void shouldRefuseWhatThereIsNot() {
    StreamShard shard = store.shards(TABLE).get(0);
    String old = "1" + "0".repeat(20);

    assertThatThrownBy(() -> iterator(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, old))
        .isInstanceOf(TrimmedDataAccessException.class);
    assertThatThrownBy(() -> iterator(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, "x"))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("Invalid SequenceNumber");
    assertThatThrownBy(
            () -> store.streams().describeStream(request -> request.streamArn("arn:none")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> store.shards("TallyTable"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldDoTheSameForTheSameSeed() {
    MemoryStore twin = MemoryStore.ofProject(clock, 7);
    write(store, 20);
    write(twin, 20);
    store.splitShards();
    twin.splitShards();

    assertThat(twin.shards(TABLE)).isEqualTo(store.shards(TABLE));
    assertThat(MemoryStore.ofProject(clock, 8).shards(TABLE))
        .isNotEqualTo(MemoryStore.ofProject(clock, 7).shards(TABLE));
  }

  @Test
  void shouldKeepACopyApart() {
    write(store, 5);
    MemoryStore copy = store.copy();
    write(store, 10);
    store.rollShards();

    assertThat(all(copy))
        .hasSize(5)
        .isEqualTo(all(store).stream().filter(all(copy)::contains).toList());
    assertThat(copy.shards(TABLE)).noneMatch(StreamShard::isClosed);
    assertThat(copy.dynamo().scan(scan -> scan.tableName(TABLE)).count()).isEqualTo(5);
    write(copy, 7);
    assertThat(store.dynamo().scan(scan -> scan.tableName(TABLE)).count()).isEqualTo(10);
  }

  private static void write(MemoryStore store, int items) {
    for (int i = 0; i < items; i++) {
      Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("p#r" + i));
      store
          .dynamo()
          .updateItem(
              update ->
                  update
                      .tableName(TABLE)
                      .key(key)
                      .updateExpression("ADD rev :one")
                      .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    }
  }

  private String arn() {
    return store
        .dynamo()
        .describeTable(request -> request.tableName(TABLE))
        .table()
        .latestStreamArn();
  }

  private String iterator(StreamShard shard, ShardIteratorType type, String sequenceNumber) {
    return store
        .streams()
        .getShardIterator(
            request ->
                request
                    .streamArn(arn())
                    .shardId(shard.id())
                    .shardIteratorType(type)
                    .sequenceNumber(sequenceNumber))
        .shardIterator();
  }

  private GetRecordsResponse records(String iterator, int limit) {
    return store.streams().getRecords(request -> request.shardIterator(iterator).limit(limit));
  }

  private List<Record> from(String iterator) {
    return records(iterator, 1_000).records();
  }

  private static List<Record> all(MemoryStore store) {
    return store.shards(TABLE).stream().flatMap(shard -> shard.records().stream()).toList();
  }

  private static List<String> ids(List<StreamShard> shards) {
    return shards.stream().map(StreamShard::id).toList();
  }

  private static Set<String> partitions(StreamShard shard) {
    return shard.records().stream()
        .map(record -> record.dynamodb().keys().get("pk").s())
        .collect(Collectors.toSet());
  }

  private static BigInteger sequenceNumber(Record record) {
    return new BigInteger(record.dynamodb().sequenceNumber());
  }
}
