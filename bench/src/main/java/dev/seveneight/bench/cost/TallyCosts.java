package dev.seveneight.bench.cost;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.bench.system.BenchStore;
import dev.seveneight.bench.system.MadeUpResponses;
import dev.seveneight.bench.system.Meter.Consumption;
import dev.seveneight.bench.system.StreamEvents;
import java.util.ArrayList;
import java.util.List;

/** What the tallies of anonymous responses cost, in units per response. */
final class TallyCosts {
  private static final int SHARDS = StreamEvents.SHARDS;
  static final int VALUES = 5;
  private static final int ONE_DAY = 1;

  private final CostStore store;

  TallyCosts(CostStore store) {
    this.store = store;
  }

  /**
   * What tallies cost.
   *
   * @param writes write units per response
   * @param reads read units per response
   */
  record Cost(double writes, double reads) {}

  /** Of responses of one day that come in batches of this size, the first of the day included. */
  Cost ofOneDay(int batchSize, int dimensions) {
    int rounds = batchSize >= 4_000 ? 1 : batchSize >= 1_000 ? 4 : batchSize >= 10 ? 10 : 50;
    return measure(batchSize, dimensions, ONE_DAY, SHARDS, rounds, 0);
  }

  /** Of one batch, spread over days by chance, that meets no tally yet. */
  Cost ofScatteredDays(int batchSize, int dimensions, int days) {
    return measure(batchSize, dimensions, days, 1, 1, 0);
  }

  /** Of responses of one day in tallies that carry marks of so many shards before. */
  Cost amongMarks(int batchSize, int dimensions, int marks) {
    return measure(batchSize, dimensions, ONE_DAY, SHARDS, 1, marks);
  }

  private Cost measure(int batchSize, int dimensions, int days, int shards, int rounds, int marks) {
    store.emptyTallies();
    RequestStreamHandler aggregate = store.function("AggregateFunction");
    MadeUpResponses responses = new MadeUpResponses(dimensions, VALUES, days, 1);
    StreamEvents writer = new StreamEvents();
    for (int shard = SHARDS; shard < SHARDS + marks; shard++) {
      deliver(aggregate, shard, batchSize, responses, writer);
    }
    store.consumed();
    for (int round = 0; round < rounds; round++) {
      for (int shard = 0; shard < shards; shard++) {
        deliver(aggregate, shard, batchSize, responses, writer);
      }
    }
    Consumption consumed = store.consumed();
    double count = (double) rounds * shards * batchSize;
    return new Cost(consumed.allWrites() / count, consumed.allReads() / count);
  }

  private static void deliver(
      RequestStreamHandler aggregate,
      int shard,
      int batchSize,
      MadeUpResponses responses,
      StreamEvents writer) {
    List<String> records = new ArrayList<>(batchSize);
    for (int i = 0; i < batchSize; i++) {
      records.add(writer.insert(responses.next()));
    }
    BenchStore.invoke(aggregate, StreamEvents.event(shard, records));
  }
}
