package dev.seveneight.audit.jobs;

import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.shared.store.tally.ShardProgress.Progress;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Checks whether the aggregate function has counted all changes up to a time. It is the second
 * reader of the ledger's stream, and a shard allows two.
 *
 * <p>Safe for use by several threads.
 */
public final class StreamDrain {
  /**
   * The number of replies without a record after which a shard has no more records for now. A
   * single one is not enough, because DynamoDB also replies without records while it reads an empty
   * part of the shard.
   */
  private static final int EMPTY_ANSWERS = 10;

  private final Supplier<DynamoDbStreamsClient> streams;
  private final String streamArn;
  private final ShardProgress progress;
  private final Waits waits;
  private final InstantSource clock;

  private Optional<DynamoDbStreamsClient> client = Optional.empty();

  /**
   * Checks a stream.
   *
   * @param streams creates the client; called once, when it is first needed
   */
  public StreamDrain(
      Supplier<DynamoDbStreamsClient> streams,
      String streamArn,
      ShardProgress progress,
      Waits waits,
      InstantSource clock) {
    this.streams = streams;
    this.streamArn = streamArn;
    this.progress = progress;
    this.waits = waits;
    this.clock = clock;
  }

  /** Returns the earliest useful time to check whether all changes up to a time are counted. */
  public Instant askFrom(Instant time) {
    return time.plus(waits.clockSkew()).plus(waits.streamLag());
  }

  /**
   * Returns whether all writes up to this time, by our clock, are counted. False until the stream
   * is sure to show them.
   */
  public boolean isDrainedTo(Instant time) {
    if (clock.instant().isBefore(askFrom(time))) {
      return false;
    }
    // Read the function's progress before the shards. In the other order, a shard that was closed
    // meanwhile could be missed.
    Map<ShardId, Progress> progressOf = progressOfEach();
    List<Shard> shards = shards();
    Set<String> left = left(shards, progressOf);
    // A record's time is cut off to whole seconds, so a later one is at least a second later.
    Instant latest = time.plus(waits.clockSkew());
    for (Shard shard : shards) {
      Optional<SequenceNumber> done = done(shard, progressOf);
      if (!left.contains(shard.shardId())
          && !isRead(shard, done)
          && next(shard.shardId(), done)
              .filter(record -> !timeOf(record).isAfter(latest))
              .isPresent()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Marks shards that Lambda has left for their children as counted to their end. Records that are
   * missing there were given up, and must not be counted if they still come.
   */
  public void giveUpWhatWasLeft() {
    Map<ShardId, Progress> progressOf = progressOfEach();
    List<Shard> shards = shards();
    Set<String> left = left(shards, progressOf);
    for (Shard shard : shards) {
      String end = shard.sequenceNumberRange().endingSequenceNumber();
      if (left.contains(shard.shardId())
          && end != null
          && !isRead(shard, done(shard, progressOf))) {
        progress.succeeded(new ShardId(shard.shardId()), SequenceNumber.of(end), clock.instant());
      }
    }
  }

  /**
   * Returns the shards with a descendant that is partly counted. Lambda continues with the children
   * of a shard when it has processed all of it, or has given up on it.
   */
  private static Set<String> left(List<Shard> shards, Map<ShardId, Progress> progressOf) {
    Map<String, String> parentOf = new HashMap<>();
    for (Shard shard : shards) {
      if (shard.parentShardId() != null) {
        parentOf.put(shard.shardId(), shard.parentShardId());
      }
    }
    Set<String> left = new HashSet<>();
    for (ShardId begun : progressOf.keySet()) {
      String ancestor = parentOf.get(begun.value());
      while (ancestor != null && left.add(ancestor)) {
        ancestor = parentOf.get(ancestor);
      }
    }
    return left;
  }

  private Map<ShardId, Progress> progressOfEach() {
    Map<ShardId, Progress> progressOf = new HashMap<>();
    progress.ofAll().forEach(each -> progressOf.put(each.shard(), each));
    return progressOf;
  }

  private static Optional<SequenceNumber> done(Shard shard, Map<ShardId, Progress> progressOf) {
    return Optional.ofNullable(progressOf.get(new ShardId(shard.shardId()))).map(Progress::last);
  }

  /**
   * Returns whether a shard is closed and its last record is counted, as far as this is known
   * without a read.
   */
  private static boolean isRead(Shard shard, Optional<SequenceNumber> done) {
    String end = shard.sequenceNumberRange().endingSequenceNumber();
    return end != null && done.filter(last -> !SequenceNumber.of(end).isAfter(last)).isPresent();
  }

  /** Returns the first record after that one. */
  private Optional<Record> next(String shard, Optional<SequenceNumber> after) {
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

  private Optional<Record> nextOfAll(String shard, Optional<SequenceNumber> after) {
    try {
      return firstFrom(iterator(shard, Optional.empty()), after);
    } catch (TrimmedDataAccessException e) {
      // The last of them has just expired.
      return Optional.empty();
    }
  }

  private Optional<Record> firstFrom(String start, Optional<SequenceNumber> after) {
    String iterator = start;
    int empty = 0;
    while (iterator != null && empty < EMPTY_ANSWERS) {
      GetRecordsResponse answer =
          client()
              .getRecords(GetRecordsRequest.builder().shardIterator(iterator).limit(100).build());
      for (Record record : answer.records()) {
        SequenceNumber sequence = SequenceNumber.of(record.dynamodb().sequenceNumber());
        if (after.isEmpty() || sequence.isAfter(after.get())) {
          return Optional.of(record);
        }
      }
      empty = answer.records().isEmpty() ? empty + 1 : 0;
      iterator = answer.nextShardIterator();
    }
    return Optional.empty();
  }

  private String iterator(String shard, Optional<SequenceNumber> after) {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamArn(streamArn).shardId(shard);
    after.ifPresentOrElse(
        last ->
            request
                .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                .sequenceNumber(last.asGiven()),
        () -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
    return client().getShardIterator(request.build()).shardIterator();
  }

  private List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    String after = null;
    do {
      StreamDescription page =
          client()
              .describeStream(
                  DescribeStreamRequest.builder()
                      .streamArn(streamArn)
                      .exclusiveStartShardId(after)
                      .build())
              .streamDescription();
      shards.addAll(page.shards());
      after = page.lastEvaluatedShardId();
    } while (after != null);
    return shards;
  }

  private static Instant timeOf(Record record) {
    return record.dynamodb().approximateCreationDateTime();
  }

  private synchronized DynamoDbStreamsClient client() {
    if (client.isEmpty()) {
      client = Optional.of(streams.get());
    }
    return client.get();
  }
}
