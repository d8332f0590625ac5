package dev.seveneight.testing.memory;

import java.math.BigInteger;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The stream of a table: what became of its items, over several shards. */
final class StreamLog {
  /** Sequence numbers have 21 to 40 digits. */
  private static final int FEWEST_DIGITS = 21;

  private static final int MOST_DIGITS = 39;

  private static final int LARGEST_STEP = 9;

  /** So far below a power of ten does a shard begin at most that a few records cross it. */
  private static final int FARTHEST_BELOW = 10 * LARGEST_STEP;

  private final String arn;
  private final KeyShape key;
  private final InstantSource clock;
  private final Dice dice;
  private final List<ShardLog> shards;

  private StreamLog(
      String arn, KeyShape key, InstantSource clock, Dice dice, List<ShardLog> shards) {
    this.arn = arn;
    this.key = key;
    this.clock = clock;
    this.dice = dice;
    this.shards = shards;
  }

  /** A stream of two to four shards. */
  static StreamLog begin(String arn, KeyShape key, InstantSource clock, Dice dice) {
    StreamLog log = new StreamLog(arn, key, clock, dice, new ArrayList<>());
    int count = dice.between(2, 4);
    long width = (1L << Integer.SIZE) / count;
    long lowest = Integer.MIN_VALUE;
    for (int i = 1; i <= count; i++) {
      long highest = i == count ? Integer.MAX_VALUE : lowest + width - 1;
      log.open(Optional.empty(), (int) lowest, (int) highest, log.justUnderAPowerOfTen());
      lowest = highest + 1;
    }
    return log;
  }

  /** A stream of the same records that changes on its own. */
  StreamLog copy() {
    List<ShardLog> copies = new ArrayList<>();
    shards.forEach(shard -> copies.add(shard.copy()));
    return new StreamLog(arn, key, clock, dice.copy(), copies);
  }

  String arn() {
    return arn;
  }

  KeyShape key() {
    return key;
  }

  /** All shards, parents before their children. */
  List<ShardLog> shards() {
    return shards;
  }

  Optional<ShardLog> shard(String id) {
    return shards.stream().filter(shard -> shard.id().equals(id)).findFirst();
  }

  /** Closes every open shard and opens a child of each. */
  void roll() {
    for (ShardLog parent : closeAll()) {
      open(
          Optional.of(parent.id()),
          parent.lowestHash(),
          parent.highestHash(),
          parent.end().add(BigInteger.valueOf(dice.between(1, 1_000))));
    }
  }

  /** Closes every open shard and opens two children of each, which share its partitions. */
  void split() {
    for (ShardLog parent : closeAll()) {
      int middle = Math.floorDiv(parent.lowestHash(), 2) + Math.floorDiv(parent.highestHash(), 2);
      BigInteger first = parent.end().add(BigInteger.valueOf(dice.between(1, 1_000)));
      BigInteger second = parent.end().add(BigInteger.valueOf(dice.between(1, 1_000)));
      open(Optional.of(parent.id()), parent.lowestHash(), middle, first);
      open(Optional.of(parent.id()), middle + 1, parent.highestHash(), second);
    }
  }

  private List<ShardLog> closeAll() {
    List<ShardLog> closed = shards.stream().filter(shard -> !shard.isClosed()).toList();
    closed.forEach(ShardLog::close);
    return closed;
  }

  private void open(Optional<String> parent, int lowestHash, int highestHash, BigInteger start) {
    String id =
        "shardId-%020d-%s".formatted(clock.millis(), HexFormat.of().toHexDigits((int) dice.next()));
    shards.add(new ShardLog(id, parent, lowestHash, highestHash, start));
  }

  private BigInteger justUnderAPowerOfTen() {
    return BigInteger.TEN
        .pow(dice.between(FEWEST_DIGITS, MOST_DIGITS))
        .subtract(BigInteger.valueOf(dice.between(1, FARTHEST_BELOW)));
  }

  /** Notes a change down, if it is one. */
  void append(Place place, Optional<Item> before, Optional<Item> after) {
    if (before.map(Item::attributes).equals(after.map(Item::attributes))) {
      return;
    }
    int hash = place.partitionHash();
    for (ShardLog shard : shards) {
      if (shard.takes(hash)) {
        shard.add(record(shard, before, after));
        return;
      }
    }
    throw new IllegalStateException("no shard takes " + place);
  }

  private Record record(ShardLog shard, Optional<Item> before, Optional<Item> after) {
    Item any = after.or(() -> before).orElseThrow();
    StreamRecord.Builder change =
        StreamRecord.builder()
            .keys(key.keyOf(any.attributes()))
            .sequenceNumber(shard.nextSequenceNumber(dice.between(1, LARGEST_STEP)))
            .approximateCreationDateTime(clock.instant().truncatedTo(ChronoUnit.SECONDS))
            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
            .sizeBytes(
                (long) ValueSize.ofItem(key.keyOf(any.attributes()))
                    + before.map(Item::bytes).orElse(0)
                    + after.map(Item::bytes).orElse(0));
    before.ifPresent(item -> change.oldImage(item.attributes()));
    after.ifPresent(item -> change.newImage(item.attributes()));
    OperationType type =
        before.isEmpty()
            ? OperationType.INSERT
            : after.isEmpty() ? OperationType.REMOVE : OperationType.MODIFY;
    return Record.builder()
        .eventID(HexFormat.of().toHexDigits(dice.next()) + HexFormat.of().toHexDigits(dice.next()))
        .eventName(type)
        .eventVersion("1.1")
        .eventSource("aws:dynamodb")
        .awsRegion("local")
        .dynamodb(change.build())
        .build();
  }
}
