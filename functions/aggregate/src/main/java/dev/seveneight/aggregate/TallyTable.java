package dev.seveneight.aggregate;

import static dev.seveneight.shared.store.Attributes.bytes;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.store.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Writes changes of tallies, each exactly once. A tally carries a mark for each shard, the last
 * record of the shard that it counted, and is changed on condition that its mark is older than the
 * first record of the change. When it is not, the tally comes back with the refusal, what it has
 * counted is dropped from the change, and the rest is tried again.
 */
final class TallyTable {
  /** The tally has counted none of the records, also if it has never counted one of the shard. */
  private static final String HAS_NOT_COUNTED = "attribute_not_exists(#mark) OR #mark < :first";

  /** The tally has counted records of the shard, and none of these. */
  private static final String HAS_A_MARK_BEFORE = "#mark < :first";

  private final DynamoDbClient dynamo;
  private final String table;

  TallyTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * What became of a change.
   *
   * @param updates how many updates were made
   * @param seenAgain the records that had been counted before
   */
  record Outcome(int updates, List<SequenceNumber> seenAgain) {}

  /**
   * Changes a tally; the tally begins with the change if it is not there.
   *
   * @param fence where the tally has no mark of the shard, records up to this one are counted
   */
  Outcome apply(TallyChange change, Optional<SequenceNumber> fence) {
    int updates = 0;
    List<SequenceNumber> seenAgain = new ArrayList<>();
    for (TallyChange piece : change.pieces()) {
      TallyChange left = piece;
      while (!left.isDone()) {
        Optional<SequenceNumber> counted = tryToApply(left, fence);
        if (counted.isEmpty()) {
          updates++;
          break;
        }
        left.touches().stream()
            .map(touch -> touch.position().sequence())
            .filter(sequence -> !sequence.isAfter(counted.get()))
            .forEach(seenAgain::add);
        left = left.after(counted.get());
      }
    }
    return new Outcome(updates, seenAgain);
  }

  /** The record up to which the tally has counted, if that is why it could not be changed. */
  private Optional<SequenceNumber> tryToApply(TallyChange change, Optional<SequenceNumber> fence) {
    TallyKey tally = change.tally();
    String mark = change.shard().markName();
    boolean behindFence = fence.isPresent() && !change.first().isAfter(fence.get());
    Map<String, String> names = new HashMap<>();
    names.put("#mark", mark);
    names.put("#project", "project");
    names.put("#day", "day");
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":mark", bytes(change.mark().toBytes()));
    values.put(":first", bytes(Mark.leastOf(change.first())));
    // These two never change; they are what the index of a project's days is made of.
    values.put(":project", text(tally.project()));
    values.put(":day", text(tally.period().start()));
    String expression =
        "SET #mark = :mark, #project = :project, #day = :day" + additions(change, names, values);
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(TallyItems.key(tally))
                  .updateExpression(expression)
                  .conditionExpression(behindFence ? HAS_A_MARK_BEFORE : HAS_NOT_COUNTED)
                  .expressionAttributeNames(names)
                  .expressionAttributeValues(values)
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(
          TallyItems.mark(e.item(), mark)
              .map(Mark::sequence)
              .or(() -> fence)
              // Taken for written, the change would be lost.
              .orElseThrow(() -> new IllegalStateException("refused, and nobody says why", e)));
    }
  }

  /** Nothing when the records cancel out: then the mark alone moves. */
  private static String additions(
      TallyChange change, Map<String, String> names, Map<String, AttributeValue> values) {
    List<String> additions = new ArrayList<>();
    change
        .sum()
        .byName()
        .forEach(
            (counter, count) -> {
              String place = Integer.toString(additions.size(), Character.MAX_RADIX);
              names.put("#" + place, counter);
              values.put(":" + place, number(count));
              additions.add("#" + place + " :" + place);
            });
    return additions.isEmpty() ? "" : " ADD " + String.join(", ", additions);
  }
}
