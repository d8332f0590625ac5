package dev.seveneight.testing.memory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** A shard while records are added to it. */
final class ShardLog {
  private final String id;
  private final Optional<String> parentId;

  /** The partitions' hashes whose changes come here, both included. */
  private final int lowestHash;

  private final int highestHash;
  private final BigInteger start;
  private final List<Record> records;
  private BigInteger next;
  private boolean closed;

  ShardLog(
      String id, Optional<String> parentId, int lowestHash, int highestHash, BigInteger start) {
    this.id = id;
    this.parentId = parentId;
    this.lowestHash = lowestHash;
    this.highestHash = highestHash;
    this.start = start;
    this.next = start;
    this.records = new ArrayList<>();
  }

  private ShardLog(ShardLog other) {
    id = other.id;
    parentId = other.parentId;
    lowestHash = other.lowestHash;
    highestHash = other.highestHash;
    start = other.start;
    records = new ArrayList<>(other.records);
    next = other.next;
    closed = other.closed;
  }

  ShardLog copy() {
    return new ShardLog(this);
  }

  String id() {
    return id;
  }

  Optional<String> parentId() {
    return parentId;
  }

  int lowestHash() {
    return lowestHash;
  }

  int highestHash() {
    return highestHash;
  }

  boolean takes(int hash) {
    return !closed && lowestHash <= hash && hash <= highestHash;
  }

  /** No record has a lower sequence number. */
  BigInteger start() {
    return start;
  }

  /** No record has this sequence number or a higher one yet. */
  BigInteger end() {
    return next;
  }

  /** The sequence number for the next record. */
  String nextSequenceNumber(int step) {
    String number = next.toString();
    next = next.add(BigInteger.valueOf(step));
    return number;
  }

  void add(Record record) {
    records.add(record);
  }

  List<Record> records() {
    return records;
  }

  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  StreamShard view() {
    return new StreamShard(id, parentId, closed, records);
  }
}
