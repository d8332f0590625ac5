package dev.seveneight.bench;

import static dev.seveneight.shared.store.Attributes.bytes;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.store.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes tallies as the aggregate function leaves them, each with the marks of as many shards as a
 * new table has at a time. Blind writes: nobody else writes meanwhile. Not safe for several
 * threads.
 */
final class TallyLoad implements AutoCloseable {
  private static final int AT_A_TIME = 25;
  private static final String TABLE = MeasuredStore.TALLIES;

  private final DynamoDbClient dynamo;
  private final Map<String, AttributeValue> marks = marks();
  private final List<WriteRequest> writes = new ArrayList<>();

  TallyLoad(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
  }

  /** Writes a tally, now or with the next ones. */
  void write(TallyKey tally, Counters counters) {
    Map<String, AttributeValue> item = new HashMap<>(TallyItems.key(tally));
    item.put("project", text(tally.project()));
    item.put("day", text(tally.period().start()));
    item.putAll(marks);
    counters.byName().forEach((name, count) -> item.put(name, number(count)));
    writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    if (writes.size() == AT_A_TIME) {
      flush();
    }
  }

  @Override
  public void close() {
    flush();
  }

  private void flush() {
    if (writes.isEmpty()) {
      return;
    }
    boolean allWritten =
        dynamo
            .batchWriteItem(batch -> batch.requestItems(Map.of(TABLE, List.copyOf(writes))))
            .unprocessedItems()
            .isEmpty();
    if (!allWritten) {
      throw new IllegalStateException("the store took a part of a batch only");
    }
    writes.clear();
  }

  private static Map<String, AttributeValue> marks() {
    Map<String, AttributeValue> marks = new HashMap<>();
    for (int shard = 0; shard < TallyCosts.SHARDS; shard++) {
      SequenceNumber sequence = SequenceNumber.of("7%039d".formatted(shard));
      marks.put(
          new ShardId(EventWriter.shard(shard)).markName(),
          bytes(Mark.of(sequence, ScaleYear.CLOCK.instant()).toBytes()));
    }
    return marks;
  }
}
