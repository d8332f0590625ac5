package dev.seveneight.shared.store.tally;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.optionalTime;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The position up to which each shard of the stream is counted. The table of tallies has one item
 * for each shard, which is written once for each batch that succeeded. It tells a rebuild and an
 * audit when everything up to a moment is counted. It expires when no record of the shard can
 * arrive any more.
 */
public final class ShardProgress {
  static final String PARTITION = "~progress";

  /**
   * The item has no position, an earlier one, or a value that no function of ours has written. Our
   * positions are texts of 40 characters.
   */
  private static final WriteCondition IS_AHEAD =
      WriteCondition.of(
          "attribute_not_exists(#place) OR NOT attribute_type(#place, :text)"
              + " OR size(#place) <> :width OR #place < :place");

  private final ItemTable items;

  /** Keeps the progress in the table of tallies. */
  public ShardProgress(DynamoDbClient dynamo, String table) {
    this.items = new ItemTable(dynamo, table);
  }

  /**
   * The progress of a shard.
   *
   * @param shard the shard
   * @param last the last record of the last batch that succeeded
   * @param time the time of that record
   * @param fence the record up to which a rebuild has taken everything into account, if there was
   *     one; it takes the place of the mark in a tally that has no mark of this shard
   */
  public record Progress(
      ShardId shard, SequenceNumber last, Instant time, Optional<SequenceNumber> fence) {
    /** Returns the mark of a tally that has counted everything up to here. */
    public Mark toMark() {
      return Mark.of(last, time);
    }
  }

  /** Returns the progress of a shard; empty if no batch of it has succeeded in the last days. */
  public Optional<Progress> of(ShardId shard) {
    return progress(items.get(key(shard)));
  }

  /** Returns the progress of all shards. */
  public List<Progress> ofAll() {
    List<Progress> all = new ArrayList<>();
    items
        .all(ItemQuery.ofPartition(PARTITION).consistent())
        .forEach(item -> progress(item).ifPresent(all::add));
    return all;
  }

  /**
   * Records that a batch has succeeded. A batch that is delivered again changes nothing, because a
   * later batch may have succeeded already.
   */
  public void succeeded(ShardId shard, SequenceNumber last, Instant time) {
    items.update(
        ItemUpdate.of(key(shard))
            .set("last", text(last.digits()))
            .set("time", number(time.getEpochSecond()))
            .set("expires_at", number(time.plus(Mark.LIFETIME).getEpochSecond()))
            .onlyIf(isAhead("last", last)));
  }

  /**
   * Sets a fence, if it is later than the current one. Records of the shard up to the fence are no
   * longer counted in tallies that have no mark of the shard.
   */
  public void fence(Progress progress) {
    items.update(
        ItemUpdate.of(key(progress.shard()))
            .set("fence", text(progress.last().digits()))
            .onlyIf(WriteCondition.IS_THERE)
            .onlyIf(isAhead("fence", progress.last())));
  }

  private static WriteCondition isAhead(String attribute, SequenceNumber place) {
    return IS_AHEAD
        .named("#place", attribute)
        .with(":place", text(place.digits()))
        .with(":text", text("S"))
        .with(":width", number(place.digits().length()));
  }

  private static Map<String, AttributeValue> key(ShardId shard) {
    return Map.of(
        TallyItems.PARTITION_KEY, text(PARTITION), TallyItems.SORT_KEY, text(shard.value()));
  }

  /** Reads the progress from an item; empty if there is no item, or if it cannot be read. */
  private static Optional<Progress> progress(Map<String, AttributeValue> item) {
    Optional<SequenceNumber> last = sequence(item, "last");
    Optional<Instant> time = optionalTime(item, "time");
    return last.isPresent() && time.isPresent()
        ? Optional.of(
            new Progress(
                new ShardId(textOf(item, TallyItems.SORT_KEY)),
                last.get(),
                time.get(),
                sequence(item, "fence")))
        : Optional.empty();
  }

  private static Optional<SequenceNumber> sequence(Map<String, AttributeValue> item, String name) {
    return optionalText(item, name).flatMap(SequenceNumber::find);
  }
}
