package dev.seveneight.bench.system;

import dev.seveneight.local.stream.StreamEvent;
import dev.seveneight.local.stream.StreamRecordJson;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * Writes events of the ledger's stream as Lambda hands them over. Not safe for use by several
 * threads.
 */
public final class StreamEvents {
  /** How many partitions, and so shards at a time, a new table has. */
  public static final int SHARDS = 4;

  private static final String STREAM =
      "arn:aws:dynamodb:eu-central-1:123456789012:table/seven-eight-LedgerTable-1A2B3C4D5E6F7"
          + "/stream/2026-03-01T00:00:00.000";
  private static final long WINDOW_SECONDS = 900;
  private static final Instant TIME = Instant.parse("2026-03-05T12:00:00Z");

  private final StreamRecordJson format = new StreamRecordJson(STREAM, Set.of(LedgerItems.KEY));
  private BigInteger sequence = new BigInteger("4421584500000000017450439091");

  /** The id of a shard, by its number. */
  public static String shard(int number) {
    return "shardId-00000001795335189849-%08x".formatted(number);
  }

  /** The record of a new item; each has a later place than the one before. */
  public String insert(Map<String, AttributeValue> item) {
    return format.write(
        record(
            StreamRecord.builder()
                .keys(Map.of(LedgerItems.KEY, item.get(LedgerItems.KEY)))
                .newImage(item)));
  }

  /** The same record of DynamoDB Local's stream, at a later place. */
  public String again(Record record) {
    return format.write(
        record.toBuilder()
            .dynamodb(record.dynamodb().toBuilder().sequenceNumber(next()).build())
            .build());
  }

  /** An event with records. */
  public static byte[] event(int shard, List<String> records) {
    return new StreamEvent(STREAM, shard(shard), WINDOW_SECONDS)
        .ofRecords(records, TIME.getEpochSecond(), Map.of());
  }

  private Record record(StreamRecord.Builder change) {
    return Record.builder()
        .eventID("7a1e4c0b9d2f48e6a3b5c7d9e1f20314")
        .eventName(OperationType.INSERT)
        .eventVersion("1.1")
        .eventSource("aws:dynamodb")
        .awsRegion("eu-central-1")
        .dynamodb(
            change
                .approximateCreationDateTime(TIME)
                .sequenceNumber(next())
                .sizeBytes(1000L)
                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                .build())
        .build();
  }

  private String next() {
    sequence = sequence.add(BigInteger.ONE);
    return sequence.toString();
  }
}
