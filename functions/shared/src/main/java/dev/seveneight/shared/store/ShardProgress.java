package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.optionalTime;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * How far the stream is folded in: an item for each shard in the table of tallies, written once for
 * each batch that succeeded. It tells a rebuild and an audit when everything up to a moment is
 * counted. Expires when nothing of the shard can come any more.
 */
public final class ShardProgress {
  static final String PARTITION = "~progress";

  /** Nobody has come further; what is no text of 40 characters, somebody else has written. */
  private static final String IS_AHEAD =
      "attribute_not_exists(#last) OR NOT attribute_type(#last, :text) OR size(#last) <> :width"
          + " OR #last < :last";

  /** Nobody has drawn a later fence. */
  private static final String IS_LATER_FENCE =
      "attribute_not_exists(fence) OR NOT attribute_type(fence, :text) OR size(fence) <> :width"
          + " OR fence < :fence";

  private final DynamoDbClient dynamo;
  private final String table;

  /** Keeps the progress in the table of tallies. */
  public ShardProgress(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * How far a shard is.
   *
   * @param shard the shard
   * @param last the last record of the last batch that succeeded
   * @param time the time of that record
   * @param fence the record up to which a rebuild has taken everything into account, if one has:
   *     where a tally has no mark of this shard, the fence stands for it
   */
  public record Progress(
      ShardId shard, SequenceNumber last, Instant time, Optional<SequenceNumber> fence) {
    /** The mark of a tally that has counted everything up to here. */
    public Mark toMark() {
      return Mark.of(last, time);
    }
  }

  /** How far a shard is; empty if no batch of it has succeeded in the last days. */
  public Optional<Progress> of(ShardId shard) {
    Map<String, AttributeValue> item =
        dynamo.getItem(get -> get.tableName(table).key(key(shard)).consistentRead(true)).item();
    return progress(item);
  }

  /** How far all shards are. */
  public List<Progress> ofAll() {
    List<Progress> all = new ArrayList<>();
    dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :partition")
                    .expressionAttributeValues(Map.of(":partition", text(PARTITION)))
                    .consistentRead(true))
        .items()
        .forEach(item -> progress(item).ifPresent(all::add));
    return all;
  }

  /** Says that a batch has succeeded. A batch that is delivered again changes nothing. */
  public void succeeded(ShardId shard, SequenceNumber last, Instant time) {
    update(
        shard,
        "SET #last = :last, #time = :time, expires_at = :expiry",
        IS_AHEAD,
        Map.of("#last", "last", "#time", "time"),
        Map.of(
            ":last", text(last.digits()),
            ":text", text("S"),
            ":width", number(last.digits().length()),
            ":time", number(time.getEpochSecond()),
            ":expiry", number(time.plus(Mark.LIFETIME).getEpochSecond())));
  }

  /**
   * Draws a fence: records of the shard up to this one are not counted any more in tallies that
   * have no mark of it.
   */
  public void fence(Progress progress) {
    update(
        progress.shard(),
        "SET fence = :fence",
        "attribute_exists(pk) AND (" + IS_LATER_FENCE + ")",
        Map.of(),
        Map.of(
            ":fence", text(progress.last().digits()),
            ":text", text("S"),
            ":width", number(progress.last().digits().length())));
  }

  private void update(
      ShardId shard,
      String expression,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    try {
      dynamo.updateItem(
          update -> {
            update
                .tableName(table)
                .key(key(shard))
                .updateExpression(expression)
                .conditionExpression(condition)
                .expressionAttributeValues(new HashMap<>(values));
            if (!names.isEmpty()) {
              update.expressionAttributeNames(names);
            }
          });
    } catch (ConditionalCheckFailedException e) {
      // Somebody has said more before.
      return;
    }
  }

  private static Map<String, AttributeValue> key(ShardId shard) {
    return Map.of(
        TallyItems.PARTITION_KEY, text(PARTITION), TallyItems.SORT_KEY, text(shard.value()));
  }

  /** Empty if there is no item, or one that says nothing that can be read. */
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
