package dev.seveneight.aggregate;

import dev.seveneight.local.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Events of the ledger's stream, made by hand, as JSON. */
public final class HandMadeEvent {
  public static final String SHARD = "shardId-00000001795335189849-a43e13d2";
  static final String OTHER_SHARD = "shardId-00000001795335189850-0b51f0aa";

  private static final String STREAM = "arn:aws:dynamodb:local:stream";
  private static final long WINDOW = 900;

  private HandMadeEvent() {}

  /** An invocation with records of {@link #SHARD}. */
  public static String of(HandMadeRecord... records) {
    return of(SHARD, List.of(records));
  }

  /** An invocation with records of a shard. */
  static String of(String shard, List<HandMadeRecord> records) {
    return ofJson(shard, records.stream().map(HandMadeRecord::json).toList());
  }

  /** An invocation with records of a shard, whatever they are. */
  public static String ofJson(String shard, List<String> records) {
    return text(new StreamEvent(STREAM, shard, WINDOW).ofRecords(records, 0, Map.of()));
  }

  /** An invocation that does not say which shard its records are from. */
  static String withoutShard(HandMadeRecord... records) {
    return text(
        new StreamEvent(STREAM, "", 0)
            .ofRecords(Stream.of(records).map(HandMadeRecord::json).toList(), 0, Map.of()));
  }

  /** The last invocation of a window. */
  static String endOfWindow() {
    return text(new StreamEvent(STREAM, SHARD, WINDOW).ofWindowsEnd(0, Map.of()));
  }

  private static String text(byte[] event) {
    return new String(event, StandardCharsets.UTF_8);
  }
}
