package dev.seveneight.aggregate.setaside;

import dev.seveneight.aggregate.stream.SetAsideRecord;
import dev.seveneight.aggregate.stream.StreamBatch;
import dev.seveneight.aggregate.stream.StreamRecord;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.stream.SequenceNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records of one batch that are set aside. Each is noted before any later record is written. If
 * the invocation dies, the batch is delivered again and its records are noted again.
 *
 * <p>Safe for use by several threads.
 */
public final class SetAside {
  /**
   * The most notes of rejected records per batch. One broken tally can reject all records of a
   * batch, and one rebuild repairs them all.
   */
  private static final int MOST_REFUSED_NOTED = 100;

  private final SetAsideTable table;
  private final StreamBatch batch;
  private final List<SetAsideRecord> noted = new ArrayList<>();
  private final Set<SequenceNumber> refused = new HashSet<>();
  private Map<SequenceNumber, StreamRecord> recordOf = Map.of();

  public SetAside(SetAsideTable table, StreamBatch batch) {
    this.table = table;
    this.batch = batch;
  }

  /**
   * Notes unreadable records, and records whose item is invalid after the change. A record whose
   * item was invalid only before needs no note: it is the correction.
   */
  public void noteInvalid(Parallel parallel) {
    List<SetAsideRecord> found = new ArrayList<>(batch.unreadable());
    for (StreamRecord record : batch.records()) {
      if (record.after().orElse(null) instanceof Image.Invalid invalid) {
        found.add(of(record, invalid.reason(), false));
      }
    }
    parallel.map(
        found,
        record -> {
          table.put(batch.shard(), record);
          return record;
        });
    synchronized (noted) {
      noted.addAll(found);
    }
  }

  /**
   * Notes that a tally or a journey could not take a record. The record is missing there until a
   * rebuild.
   */
  public void refuse(SequenceNumber sequence, String reason) {
    SetAsideRecord record;
    synchronized (noted) {
      if (!refused.add(sequence) || refused.size() > MOST_REFUSED_NOTED) {
        return;
      }
      record = of(recordOf().get(sequence), reason, true);
      noted.add(record);
    }
    table.put(batch.shard(), record);
  }

  /** Returns the records that were noted, in no order. */
  public List<SetAsideRecord> noted() {
    synchronized (noted) {
      return List.copyOf(noted);
    }
  }

  /** Returns how many records are missing in a tally or journey until a rebuild. */
  public int missing() {
    synchronized (noted) {
      return batch.unreadable().size() + refused.size();
    }
  }

  /** Returns how many records were set aside for any reason. */
  public int all() {
    synchronized (noted) {
      Set<String> sequences = new HashSet<>();
      noted.stream()
          .filter(record -> !record.needsRebuild())
          .forEach(record -> sequences.add(record.sequenceNumber()));
      refused.forEach(sequence -> sequences.add(recordOf().get(sequence).sequenceNumber()));
      return batch.unreadable().size() + sequences.size();
    }
  }

  private Map<SequenceNumber, StreamRecord> recordOf() {
    if (recordOf.isEmpty()) {
      recordOf = new HashMap<>();
      batch.records().forEach(record -> recordOf.put(record.position().sequence(), record));
    }
    return recordOf;
  }

  private static SetAsideRecord of(StreamRecord record, String reason, boolean needsRebuild) {
    return new SetAsideRecord(
        record.eventId(), record.sequenceNumber(), record.itemKey(), reason, needsRebuild);
  }
}
