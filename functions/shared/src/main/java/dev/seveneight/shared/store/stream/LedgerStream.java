package dev.seveneight.shared.store.stream;

import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Lists the shards of the ledger's stream and looks up single records. It is the second reader of
 * the stream next to Lambda, and a shard allows two. Safe for use by several threads.
 */
public final class LedgerStream {
  /**
   * The number of replies without a record after which a shard has no more records for now. A
   * single one is not enough, because DynamoDB also replies without records while it reads an empty
   * part of the shard.
   */
  private static final int EMPTY_REPLIES = 10;

  private static final int RECORDS_AT_ONCE = 100;

  private final Supplier<DynamoDbStreamsClient> streams;
  private final String arn;

  private Optional<DynamoDbStreamsClient> client = Optional.empty();

  /**
   * Reads a stream.
   *
   * @param streams creates the client; called once, when it is first needed
   * @param arn the stream's ARN
   */
  public LedgerStream(Supplier<DynamoDbStreamsClient> streams, String arn) {
    this.streams = streams;
    this.arn = arn;
  }

  /**
   * A shard of the stream.
   *
   * @param id the shard's id
   * @param parent the shard that this one continues, if there is one
   * @param end the last sequence number of a closed shard; empty while the shard is open
   */
  public record Shard(ShardId id, Optional<ShardId> parent, Optional<SequenceNumber> end) {}

  /**
   * The position of a record.
   *
   * @param sequence the place in its shard
   * @param time the time of the write, cut off to whole seconds
   */
  public record Position(SequenceNumber sequence, Instant time) {}

  /** Returns all shards that the stream still has. */
  public List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    String after = null;
    do {
      StreamDescription page =
          client()
              .describeStream(
                  DescribeStreamRequest.builder()
                      .streamArn(arn)
                      .exclusiveStartShardId(after)
                      .build())
              .streamDescription();
      page.shards()
          .forEach(
              shard ->
                  shards.add(
                      new Shard(
                          new ShardId(shard.shardId()),
                          Optional.ofNullable(shard.parentShardId()).map(ShardId::new),
                          Optional.ofNullable(shard.sequenceNumberRange().endingSequenceNumber())
                              .map(SequenceNumber::of))));
      after = page.lastEvaluatedShardId();
    } while (after != null);
    return shards;
  }

  /**
   * Returns the first record of a shard after that one.
   *
   * @param after the earlier record; empty for the first record of the shard
   * @return empty if there is no later record, or if the shard has expired
   */
  public Optional<Position> next(ShardId shard, Optional<SequenceNumber> after) {
    try {
      return firstFrom(iterator(shard, after), after);
    } catch (TrimmedDataAccessException e) {
      // The record has expired from the stream. The remaining ones are later.
      return nextOfAll(shard, after);
    } catch (ExpiredIteratorException e) {
      return next(shard, after);
    } catch (ResourceNotFoundException e) {
      // The shard has expired from the stream since it was listed.
      return Optional.empty();
    }
  }

  private Optional<Position> nextOfAll(ShardId shard, Optional<SequenceNumber> after) {
    try {
      return firstFrom(iterator(shard, Optional.empty()), after);
    } catch (TrimmedDataAccessException e) {
      // The last of them has just expired.
      return Optional.empty();
    }
  }

  private Optional<Position> firstFrom(String start, Optional<SequenceNumber> after) {
    String iterator = start;
    int empty = 0;
    while (iterator != null && empty < EMPTY_REPLIES) {
      GetRecordsResponse reply =
          client()
              .getRecords(
                  GetRecordsRequest.builder()
                      .shardIterator(iterator)
                      .limit(RECORDS_AT_ONCE)
                      .build());
      for (Record record : reply.records()) {
        SequenceNumber sequence = SequenceNumber.of(record.dynamodb().sequenceNumber());
        if (after.isEmpty() || sequence.isAfter(after.get())) {
          return Optional.of(
              new Position(sequence, record.dynamodb().approximateCreationDateTime()));
        }
      }
      empty = reply.records().isEmpty() ? empty + 1 : 0;
      iterator = reply.nextShardIterator();
    }
    return Optional.empty();
  }

  private String iterator(ShardId shard, Optional<SequenceNumber> after) {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamArn(arn).shardId(shard.value());
    after.ifPresentOrElse(
        last ->
            request
                .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                .sequenceNumber(last.asGiven()),
        () -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
    return client().getShardIterator(request.build()).shardIterator();
  }

  private synchronized DynamoDbStreamsClient client() {
    if (client.isEmpty()) {
      client = Optional.of(streams.get());
    }
    return client.get();
  }
}
