package dev.seveneight.aggregate.tallies;

import static dev.seveneight.shared.store.Attributes.bytes;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.aggregate.setaside.SetAside;
import dev.seveneight.shared.store.ItemRefusedException;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.TooManyConflictsException;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes changes of tallies, each exactly once. A tally has a mark for each shard: the last record
 * of the shard that it has counted. An update has the condition that the mark is older than the
 * change's first record. If the condition fails, the failed write returns the tally. The records
 * that it has counted are dropped from the change, and the rest is written.
 *
 * <p>A tally that was edited by hand may be unable to take a change: a counter is not a number, or
 * a mark cannot be read. Then the records that it cannot take are set aside before any later record
 * is written. The other records are counted.
 */
public final class TallyWriter {
  /** The tally has counted none of the records. It may have no mark of the shard. */
  private static final WriteCondition HAS_NOT_COUNTED =
      WriteCondition.of("attribute_not_exists(#mark) OR #mark < :first");

  /** The tally has a mark of the shard and has counted none of the records. */
  private static final WriteCondition HAS_A_MARK_BEFORE = WriteCondition.of("#mark < :first");

  private final ItemTable tallies;

  public TallyWriter(ItemTable tallies) {
    this.tallies = tallies;
  }

  /**
   * The result of a change.
   *
   * @param updates the number of updates
   * @param seenAgain the records that the tally had counted before
   */
  public record Outcome(int updates, List<SequenceNumber> seenAgain) {}

  /**
   * Changes a tally. Creates it if it does not exist.
   *
   * @param fence the last record of the shard that a rebuild has counted; used if the tally has no
   *     mark of the shard
   * @param setAside gets the records that the tally cannot take
   */
  public Outcome apply(TallyChange change, Optional<SequenceNumber> fence, SetAside setAside) {
    Writing writing = new Writing(fence, setAside);
    change.pieces().forEach(writing::write);
    return new Outcome(writing.updates, writing.seenAgain);
  }

  /** The progress of writing one change. */
  private final class Writing {
    private final Optional<SequenceNumber> fence;
    private final SetAside setAside;
    private final List<SequenceNumber> seenAgain = new ArrayList<>();
    private int updates;

    private Writing(Optional<SequenceNumber> fence, SetAside setAside) {
      this.fence = fence;
      this.setAside = setAside;
    }

    /**
     * Writes a piece. Each round but the last drops records from it, so the number of rounds is
     * bounded.
     */
    private void write(TallyChange piece) {
      TallyChange left = piece;
      while (!left.isDone()) {
        try {
          WriteResult result = update(left, fence);
          if (result.isWritten()) {
            updates++;
            return;
          }
          left = withoutCounted(left, result.inTheWay().orElseThrow());
        } catch (ItemRefusedException e) {
          left = withoutRefused(left, e.isTooLarge());
        }
      }
    }

    /** Returns the change without the records that the tally has counted. */
    private TallyChange withoutCounted(TallyChange change, Map<String, AttributeValue> tally) {
      String name = change.shard().markName();
      if (tally.containsKey(name) && TallyItems.mark(tally, name).isEmpty()) {
        return refuse(change, "has a mark that cannot be read");
      }
      SequenceNumber counted =
          TallyItems.mark(tally, name)
              .map(Mark::sequence)
              .or(() -> fence)
              // Treating the change as written would lose it.
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "The condition failed, but the item explains neither mark nor fence"));
      change.touches().stream()
          .map(touch -> touch.position().sequence())
          .filter(sequence -> !sequence.isAfter(counted))
          .forEach(seenAgain::add);
      return change.after(counted);
    }

    /** Returns what is left of a change that DynamoDB rejects regardless of the mark. */
    private TallyChange withoutRefused(TallyChange change, boolean isTooLarge) {
      Set<String> broken = broken(change);
      if (!broken.isEmpty()) {
        change.touches().stream()
            .filter(touch -> touch.delta().byName().keySet().stream().anyMatch(broken::contains))
            .forEach(touch -> refuse(change.tally(), touch, "has a counter that is no number"));
        return change.without(broken);
      }
      if (isTooLarge || change.touches().size() == 1) {
        return refuse(change, "does not take it");
      }
      List<TallyChange> halves = change.halves();
      write(halves.get(0));
      return halves.get(1);
    }

    /** Returns the counters of a change that are not numbers in the tally. */
    private Set<String> broken(TallyChange change) {
      Map<String, AttributeValue> tally = tallies.get(TallyItems.key(change.tally()));
      return change.sum().byName().keySet().stream()
          .filter(name -> tally.containsKey(name) && !TallyItems.isCounter(tally.get(name)))
          .collect(Collectors.toSet());
    }

    /** Sets aside all records of a change. Returns a change without records. */
    private TallyChange refuse(TallyChange change, String why) {
      change.touches().forEach(touch -> refuse(change.tally(), touch, why));
      return change.none();
    }

    private void refuse(TallyKey tally, Touch touch, String why) {
      // Without the segment, which may contain personal data.
      setAside.refuse(touch.position().sequence(), "its tally " + tally.place() + " " + why);
    }
  }

  private WriteResult update(TallyChange change, Optional<SequenceNumber> fence) {
    TallyKey tally = change.tally();
    boolean behindFence = fence.isPresent() && !change.first().isAfter(fence.get());
    String mark = change.shard().markName();
    ItemUpdate update =
        ItemUpdate.of(TallyItems.key(tally))
            .set(mark, bytes(change.mark().toBytes()))
            // These two never change. They are the keys of the index of a project's days.
            .set(TallyItems.PROJECT, text(tally.project()))
            .set(TallyItems.DAY, text(tally.period().start()))
            .onlyIf(
                (behindFence ? HAS_A_MARK_BEFORE : HAS_NOT_COUNTED)
                    .named("#mark", mark)
                    .with(":first", bytes(Mark.leastOf(change.first()))));
    // If the records cancel out, there is no counter to add, and only the mark moves.
    change.sum().byName().forEach((counter, count) -> update.add(counter, number(count)));
    return OptimisticRetry.OF_A_RECORD
        .untilDecided(() -> tallies.update(update))
        .orElseThrow(() -> new TooManyConflictsException(tally.place()));
  }
}
