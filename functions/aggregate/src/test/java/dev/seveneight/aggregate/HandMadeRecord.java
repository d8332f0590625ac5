package dev.seveneight.aggregate;

import dev.seveneight.local.stream.StreamRecordJson;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * A record of the ledger's stream, made by hand. Immutable.
 *
 * @param sequence its place in its shard
 * @param time when the item changed
 * @param before the item before the change, if there was one
 * @param after the item after it, if there is one
 */
public record HandMadeRecord(
    String sequence,
    Instant time,
    Optional<Map<String, AttributeValue>> before,
    Optional<Map<String, AttributeValue>> after) {
  /** The time of records that do not say another. */
  static final Instant TIME = Instant.parse("2026-03-05T12:00:00Z");

  private static final StreamRecordJson JSON =
      new StreamRecordJson("arn:aws:dynamodb:local:stream", Set.of(LedgerItems.KEY));

  public static HandMadeRecord insert(long sequence, SampleResponse after) {
    return insert(sequence, after.item());
  }

  public static HandMadeRecord insert(long sequence, Map<String, AttributeValue> after) {
    return new HandMadeRecord(Long.toString(sequence), TIME, Optional.empty(), Optional.of(after));
  }

  public static HandMadeRecord modify(long sequence, SampleResponse before, SampleResponse after) {
    return modify(sequence, before.item(), after.item());
  }

  public static HandMadeRecord modify(
      long sequence, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    return new HandMadeRecord(
        Long.toString(sequence), TIME, Optional.of(before), Optional.of(after));
  }

  /** A deletion by ingest, which leaves an item without content. */
  static HandMadeRecord delete(long sequence, SampleResponse before) {
    return modify(sequence, before.item(), before.gone());
  }

  /** A deletion by the store, which leaves nothing. */
  static HandMadeRecord remove(long sequence, SampleResponse before) {
    return new HandMadeRecord(
        Long.toString(sequence), TIME, Optional.of(before.item()), Optional.empty());
  }

  HandMadeRecord at(Instant other) {
    return new HandMadeRecord(sequence, other, before, after);
  }

  HandMadeRecord numbered(String otherSequence) {
    return new HandMadeRecord(otherSequence, time, before, after);
  }

  /** Which record it is, among all. */
  String eventId() {
    return "event-" + sequence;
  }

  public String json() {
    Map<String, AttributeValue> item = after.or(() -> before).orElseThrow();
    StreamRecord.Builder change =
        StreamRecord.builder()
            .approximateCreationDateTime(time)
            .keys(Map.of(LedgerItems.KEY, item.get(LedgerItems.KEY)))
            .sequenceNumber(sequence)
            .sizeBytes(1L)
            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
    before.ifPresent(change::oldImage);
    after.ifPresent(change::newImage);
    OperationType operation =
        before.isEmpty()
            ? OperationType.INSERT
            : after.isEmpty() ? OperationType.REMOVE : OperationType.MODIFY;
    return JSON.write(
        Record.builder()
            .eventID(eventId())
            .eventName(operation)
            .eventVersion("1.1")
            .awsRegion("local")
            .dynamodb(change.build())
            .build());
  }
}
