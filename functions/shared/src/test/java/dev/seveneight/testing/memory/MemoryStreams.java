package dev.seveneight.testing.memory;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.SequenceNumberRange;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The client of the streams. */
final class MemoryStreams implements DynamoDbStreamsClient {
  private static final int MOST_SHARDS = 100;
  private static final int MOST_RECORDS = 1_000;

  private final Object lock;
  private final Map<String, Table> tables;

  MemoryStreams(Object lock, Map<String, Table> tables) {
    this.lock = lock;
    this.tables = tables;
  }

  @Override
  public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
    synchronized (lock) {
      Table table = tableOf(request.streamArn());
      StreamLog log = table.stream().orElseThrow();
      List<ShardLog> shards = log.shards();
      int first = 0;
      if (request.exclusiveStartShardId() != null) {
        first = shards.indexOf(shard(log, request.exclusiveStartShardId())) + 1;
      }
      int most = bounded(request.limit(), MOST_SHARDS);
      int last = Math.min(shards.size(), first + most);
      List<ShardLog> page = shards.subList(first, last);
      String lastId = last < shards.size() ? page.get(page.size() - 1).id() : null;
      return DescribeStreamResponse.builder()
          .streamDescription(
              description ->
                  description
                      .streamArn(log.arn())
                      .streamLabel(MemoryStore.STREAM_LABEL)
                      .streamStatus(StreamStatus.ENABLED)
                      .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                      .tableName(table.creation().tableName())
                      .keySchema(keySchema(log.key()))
                      .shards(page.stream().map(MemoryStreams::description).toList())
                      .lastEvaluatedShardId(lastId))
          .build();
    }
  }

  private static List<KeySchemaElement> keySchema(KeyShape key) {
    return key.attributes().stream()
        .map(
            part ->
                KeySchemaElement.builder()
                    .attributeName(part.name())
                    .keyType(part.equals(key.partition()) ? KeyType.HASH : KeyType.RANGE)
                    .build())
        .toList();
  }

  private static Shard description(ShardLog shard) {
    return Shard.builder()
        .shardId(shard.id())
        .parentShardId(shard.parentId().orElse(null))
        .sequenceNumberRange(
            SequenceNumberRange.builder()
                .startingSequenceNumber(shard.start().toString())
                .endingSequenceNumber(shard.isClosed() ? shard.end().toString() : null)
                .build())
        .build();
  }

  @Override
  public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
    synchronized (lock) {
      StreamLog log = tableOf(request.streamArn()).stream().orElseThrow();
      ShardLog shard = shard(log, request.shardId());
      int index =
          switch (request.shardIteratorType()) {
            case TRIM_HORIZON -> 0;
            case LATEST -> shard.records().size();
            case AT_SEQUENCE_NUMBER -> {
              BigInteger at = sequenceNumber(request, shard);
              yield firstIndex(shard, number -> number.compareTo(at) >= 0);
            }
            case AFTER_SEQUENCE_NUMBER -> {
              BigInteger after = sequenceNumber(request, shard);
              yield firstIndex(shard, number -> number.compareTo(after) > 0);
            }
            case AT_TIMESTAMP, UNKNOWN_TO_SDK_VERSION ->
                throw Refusal.invalid("no such type: " + request.shardIteratorTypeAsString());
          };
      return GetShardIteratorResponse.builder().shardIterator(iterator(log, shard, index)).build();
    }
  }

  private static BigInteger sequenceNumber(GetShardIteratorRequest request, ShardLog shard) {
    String text = request.sequenceNumber();
    if (text == null || !text.matches("[0-9]{21,40}")) {
      throw Refusal.invalid("Invalid SequenceNumber: " + text);
    }
    BigInteger number = new BigInteger(text);
    if (number.compareTo(shard.start()) < 0) {
      String message = "The operation attempted to read past the oldest stream record in a shard";
      throw TrimmedDataAccessException.builder()
          .statusCode(400)
          .message(message)
          .awsErrorDetails(Refusal.details("TrimmedDataAccessException", message))
          .build();
    }
    return number;
  }

  private static int firstIndex(ShardLog shard, Predicate<BigInteger> wanted) {
    List<Record> records = shard.records();
    int index = 0;
    while (index < records.size()
        && !wanted.test(new BigInteger(records.get(index).dynamodb().sequenceNumber()))) {
      index++;
    }
    return index;
  }

  @Override
  public GetRecordsResponse getRecords(GetRecordsRequest request) {
    synchronized (lock) {
      String[] parts = request.shardIterator().split("\\|", -1);
      if (parts.length != 3) {
        throw Refusal.invalid("Invalid ShardIterator");
      }
      StreamLog log = tableOf(parts[0]).stream().orElseThrow();
      ShardLog shard = shard(log, parts[1]);
      int first = Integer.parseInt(parts[2]);
      int most = bounded(request.limit(), MOST_RECORDS);
      int last = Math.min(shard.records().size(), first + most);
      boolean isRead = shard.isClosed() && last == shard.records().size();
      return GetRecordsResponse.builder()
          .records(shard.records().subList(first, last))
          .nextShardIterator(isRead ? null : iterator(log, shard, last))
          .build();
    }
  }

  private static String iterator(StreamLog log, ShardLog shard, int index) {
    return log.arn() + "|" + shard.id() + "|" + index;
  }

  private static int bounded(Integer limit, int most) {
    if (limit == null) {
      return most;
    }
    if (limit < 1 || limit > most) {
      throw Refusal.invalid("Limit has to be from 1 to " + most + ", not " + limit);
    }
    return limit;
  }

  private Table tableOf(String arn) {
    Optional<Table> found =
        tables.values().stream()
            .filter(table -> table.stream().filter(log -> log.arn().equals(arn)).isPresent())
            .findFirst();
    return found.orElseThrow(() -> Refusal.notFound("Stream: " + arn));
  }

  private static ShardLog shard(StreamLog log, String id) {
    return log.shard(id).orElseThrow(() -> Refusal.notFound("Shard: " + id));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
