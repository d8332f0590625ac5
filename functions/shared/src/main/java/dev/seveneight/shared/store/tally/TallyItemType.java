package dev.seveneight.shared.store.tally;

import static dev.seveneight.shared.ledger.Privacy.NOTHING_PERSONAL;

import dev.seveneight.shared.ledger.Privacy;
import dev.seveneight.shared.ledger.Privacy.Aging;
import dev.seveneight.shared.ledger.Privacy.Found;
import dev.seveneight.shared.ledger.Privacy.Left;
import dev.seveneight.shared.project.Project;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The registry of the item types of the table of tallies, with what erasing and retention leave of
 * each. No project's name begins with {@code ~}, so the items about the stream have partitions of
 * their own.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of enums
public enum TallyItemType {
  /** A tally. Its key holds the values of dimensions. */
  TALLY(new Privacy(Found.BY_TALLY, Left.NOTHING, Left.COUNTED, Aging.WITH_THE_PERSON)),

  /** The days of a project whose tallies have changed on a date. */
  CHANGED_DAYS(NOTHING_PERSONAL),

  /** The position up to which a shard of the ledger's stream is counted. */
  SHARD_PROGRESS(NOTHING_PERSONAL);

  private final Privacy privacy;

  TallyItemType(Privacy privacy) {
    this.privacy = privacy;
  }

  /** Returns the type of an item; empty for an item of a type that is not registered. */
  public static Optional<TallyItemType> of(Map<String, AttributeValue> item) {
    String partition = item.get(TallyItems.PARTITION_KEY).s();
    if (partition.equals(ShardProgress.PARTITION)) {
      return Optional.of(SHARD_PROGRESS);
    }
    if (partition.startsWith(ChangedDays.PARTITION)) {
      return Optional.of(CHANGED_DAYS);
    }
    int end = partition.indexOf('#');
    return end > 0 && Project.isName(partition.substring(0, end))
        ? Optional.of(TALLY)
        : Optional.empty();
  }

  /** Returns what erasing and retention leave of an item. */
  public Privacy privacy() {
    return privacy;
  }
}
