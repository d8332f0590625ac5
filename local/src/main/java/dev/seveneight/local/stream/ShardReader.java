package dev.seveneight.local.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads one shard from a position on, in order, until its end. */
final class ShardReader {
  /** A record that waits for its batch. */
  record Waiting(String sequenceNumber, long createdAt, String json, int bytes) {}

  private final DynamoDbStreamsClient streams;
  private final String streamArn;
  private final String shardId;
  private final StreamRecordJson format;
  private final List<Waiting> waiting = new ArrayList<>();

  /** The sequence number of the last record read; empty before the first. */
  private String lastRead;

  private boolean ended;

  ShardReader(
      DynamoDbStreamsClient streams,
      String streamArn,
      String shardId,
      StreamRecordJson format,
      String startAfter) {
    this.streams = streams;
    this.streamArn = streamArn;
    this.shardId = shardId;
    this.format = format;
    this.lastRead = startAfter;
  }

  /** Returns the records that were read and not yet delivered, oldest first. */
  List<Waiting> waiting() {
    return List.copyOf(waiting);
  }

  /** Whether the shard is closed and read to its end. */
  boolean ended() {
    return ended;
  }

  /** Removes the oldest waiting records. */
  void delivered(int count) {
    waiting.subList(0, count).clear();
  }

  /** Reads until the shard has no more records for now or {@code enough} records wait. */
  void read(int enough) {
    try {
      // Iterators expire, so each round begins with a new one.
      String iterator = iterator();
      while (iterator != null && waiting.size() < enough) {
        GetRecordsResponse page = getRecords(iterator);
        page.records().forEach(this::add);
        iterator = page.nextShardIterator();
        if (page.records().isEmpty() && iterator != null) {
          return;
        }
      }
      ended = iterator == null;
    } catch (TrimmedDataAccessException e) {
      // The reader paused for longer than the stream keeps records, so it continues with the oldest
      // remaining record. A closed shard without records has ended, and its successor's records are
      // the oldest.
      ended = lastRead.isEmpty() && isClosed();
      lastRead = "";
    } catch (ResourceNotFoundException e) {
      // The stream no longer has the shard.
      ended = true;
    }
  }

  private void add(Record record) {
    String json = format.write(record);
    lastRead = record.dynamodb().sequenceNumber();
    waiting.add(
        new Waiting(
            lastRead,
            record.dynamodb().approximateCreationDateTime().getEpochSecond(),
            json,
            json.getBytes(StandardCharsets.UTF_8).length));
  }

  private String iterator() {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamArn(streamArn).shardId(shardId);
    if (lastRead.isEmpty()) {
      request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
    } else {
      request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(lastRead);
    }
    return streams.getShardIterator(request.build()).shardIterator();
  }

  private GetRecordsResponse getRecords(String iterator) {
    return streams.getRecords(GetRecordsRequest.builder().shardIterator(iterator).build());
  }

  private boolean isClosed() {
    return StreamShards.list(streams, streamArn).stream()
        .anyMatch(
            shard ->
                shard.shardId().equals(shardId)
                    && shard.sequenceNumberRange().endingSequenceNumber() != null);
  }
}
