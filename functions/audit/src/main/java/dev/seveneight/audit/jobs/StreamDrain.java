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
 * Tells whether the aggregate function has folded in everything that happened up to a time. It is
 * the second reader of the ledger's stream, and a shard allows two.
 *
 * <p>Safe for use by several threads.
 */
public final class StreamDrain {
  /**
   * How many answers without a record say that a shard has no more for now. A single one says
   * little: DynamoDB answers with nothing, too, while it looks through a part of the shard that
   * holds nothing.
   */
  private static final int EMPTY_ANSWERS = 10;

  private final Supplier<DynamoDbStreamsClient> streams;
  private final String streamArn;
  private final ShardProgress progress;
  private final Waits waits;
  private final InstantSource clock;

  private Optional<DynamoDbStreamsClient> client = Optional.empty();

  /**
   * Looks at a stream.
   *
   * @param streams makes the client; is asked once, when there is something to look at
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

  /** When it makes sense to ask first whether everything up to a time is folded in. */
  public Instant askFrom(Instant time) {
    return time.plus(waits.clockSkew()).plus(waits.streamLag());
  }

  /**
   * Whether everything that was written up to this time, by our clock, is folded in. False before
   * the stream is sure to show it.
   */
  public boolean isDrainedTo(Instant time) {
    if (clock.instant().isBefore(askFrom(time))) {
      return false;
    }
    // First how far the function is, then what there is: the other way round, a shard that was
    // closed meanwhile could be passed over.
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
   * Takes shards that Lambda has left for their children to be folded in to their end: what is
   * missing there was given up, and is not to be counted when it comes after all.
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
   * The shards with a descendant of which something is folded in: Lambda goes on to the children of
   * a shard when it is done with all of it, or has given up on it.
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

  /** Whether a shard is closed and its last record is folded in, as far as can be said at once. */
  private static boolean isRead(Shard shard, Optional<SequenceNumber> done) {
    String end = shard.sequenceNumberRange().endingSequenceNumber();
    return end != null && done.filter(last -> !SequenceNumber.of(end).isAfter(last)).isPresent();
  }

  /** The first record after that one. */
  private Optional<Record> next(String shard, Optional<SequenceNumber> after) {
    try {
      return firstFrom(iterator(shard, after), after);
    } catch (TrimmedDataAccessException e) {
      // The record is older than the stream keeps any. Those that are left are later ones.
      return nextOfAll(shard, after);
    } catch (ExpiredIteratorException e) {
      return next(shard, after);
    } catch (ResourceNotFoundException e) {
      // The stream has forgotten the shard since it was listed.
      return Optional.empty();
    }
  }

  private Optional<Record> nextOfAll(String shard, Optional<SequenceNumber> after) {
    try {
      return firstFrom(iterator(shard, Optional.empty()), after);
    } catch (TrimmedDataAccessException e) {
      // The last of them was forgotten this moment.
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
