package dev.seveneight.histories;

import dev.seveneight.local.stream.StreamRecordJson;
import dev.seveneight.testing.memory.StreamShard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * The ledger's stream as Lambda reads it: of each shard up to where its batches have succeeded, a
 * parent to its end before its children, also if the parent is empty and itself a child.
 */
final class LedgerStream {
  private static final StreamRecordJson FORMAT =
      new StreamRecordJson("arn:aws:dynamodb:local:000000000000:table/LedgerTable", Set.of("pk"));

  private final HistoryStore store;
  private final Map<String, Integer> done = new TreeMap<>();
  private final Map<String, List<String>> json = new TreeMap<>();

  LedgerStream(HistoryStore store) {
    this.store = store;
  }

  /**
   * Records of a shard that follow one another.
   *
   * @param first the first of them
   * @param end the one after the last
   */
  record Range(String shard, int first, int end) {}

  /** The shards that may be read now and have something new. */
  List<String> ready() {
    Map<String, StreamShard> byId = new TreeMap<>();
    store.shards().forEach(shard -> byId.put(shard.id(), shard));
    List<String> ready = new ArrayList<>();
    for (StreamShard shard : byId.values()) {
      if (!isDone(shard) && areAncestorsDone(shard, byId)) {
        ready.add(shard.id());
      }
    }
    return ready;
  }

  private boolean areAncestorsDone(StreamShard shard, Map<String, StreamShard> byId) {
    Optional<StreamShard> parent = shard.parentId().map(byId::get);
    return parent.isEmpty() || (isDone(parent.get()) && areAncestorsDone(parent.get(), byId));
  }

  private boolean isDone(StreamShard shard) {
    return done(shard.id()) == shard.records().size();
  }

  /** How many records of a shard have succeeded, or were given up. */
  int done(String shard) {
    return done.getOrDefault(shard, 0);
  }

  /** How many records a shard has. */
  int size(String shard) {
    return shard(shard).records().size();
  }

  /** Says that a batch succeeded, or that Lambda gave up on it. */
  void proceed(Range batch) {
    done.merge(batch.shard(), batch.end(), Math::max);
  }

  /** Any range that Lambda may deliver again: it begins before what is new. */
  List<Range> earlier(Random random) {
    List<Range> earlier = new ArrayList<>();
    for (StreamShard shard : store.shards()) {
      int end = done(shard.id());
      if (end > 0) {
        int first = random.nextInt(end);
        earlier.add(new Range(shard.id(), first, first + 1 + random.nextInt(end - first)));
      }
    }
    return earlier;
  }

  /** A range as an event. */
  String event(Range range) {
    List<Record> records = shard(range.shard()).records();
    List<String> written = json.computeIfAbsent(range.shard(), absent -> new ArrayList<>());
    while (written.size() < range.end()) {
      written.add(FORMAT.write(records.get(written.size())));
    }
    return "{\"Records\":["
        + String.join(",", written.subList(range.first(), range.end()))
        + "],\"state\":{},\"shardId\":\""
        + range.shard()
        + "\"}";
  }

  private StreamShard shard(String id) {
    return store.shards().stream().filter(shard -> shard.id().equals(id)).findFirst().orElseThrow();
  }
}
