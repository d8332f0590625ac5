package dev.seveneight.audit.upkeep;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.tally.TallyKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Strips tallies of outlived marks, and deletes those that count nothing and have no mark left.
 *
 * <p>No condition can say that an item has no other attribute than those that were read, and what
 * is counted between reading and deleting may be a counter and a mark that were not there. So a
 * tally is deleted in two writes. The first changes its {@code day}, which everything that is
 * counted sets back, and shows what the tally is at that moment; the second deletes it on condition
 * that the day is still changed.
 *
 * <p>Nothing that was counted before is counted again in a tally that begins anew: its marks were
 * stripped when their records were two days old, and the stream keeps a record for one.
 *
 * <p>Safe for use by several threads.
 */
public final class TallyTidying {
  private static final String LEAVING = StoredTally.LEAVING;

  /** The tally is still about to be deleted. */
  private static final WriteCondition IS_LEAVING =
      WriteCondition.of("#day = :leaving").named("#day", TallyItems.DAY);

  /** An expression has 4 KB. */
  private static final int MOST_MARKS = 60;

  private final ItemTable items;
  private final TallyReads tallies;
  private final Parallel parallel;
  private final InstantSource clock;

  public TallyTidying(ItemTable items, TallyReads tallies, Parallel parallel, InstantSource clock) {
    this.items = items;
    this.tallies = tallies;
    this.parallel = parallel;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param marksLeft how many marks are still needed
   */
  record Tidied(int marksStripped, int talliesDeleted, int marksLeft) {
    private Tidied plus(Tidied other) {
      return new Tidied(
          marksStripped + other.marksStripped,
          talliesDeleted + other.talliesDeleted,
          marksLeft + other.marksLeft);
    }
  }

  /** The segments that have tallies among these which are about to be deleted. */
  Set<String> emptied(Collection<TallyKey> keys) {
    Set<String> segments = new TreeSet<>();
    tallies
        .items(keys)
        .forEach(
            (tally, item) -> {
              if (isOver(item)) {
                segments.add(tally.segment());
              }
            });
    return segments;
  }

  /** Tidies tallies. */
  Tidied tidy(Collection<TallyKey> keys) {
    return parallel
        .map(
            List.copyOf(tallies.items(keys).entrySet()),
            each -> tidy(each.getKey(), each.getValue()))
        .stream()
        .reduce(new Tidied(0, 0, 0), Tidied::plus);
  }

  /** Deletes a project's tallies that were about to be deleted when a worker died. */
  List<TallyKey> finish(String project) {
    List<TallyKey> deleted = new ArrayList<>();
    for (TallyKey tally : tallies.between(project, LEAVING, LEAVING + LEAVING)) {
      Map<String, AttributeValue> item = tallies.items(List.of(tally)).get(tally);
      if (item != null && deleteOrReturn(tally, item)) {
        deleted.add(tally);
      }
    }
    return deleted;
  }

  private Tidied tidy(TallyKey tally, Map<String, AttributeValue> item) {
    SortedMap<String, Mark> marks = TallyItems.marks(item);
    List<String> outlived =
        marks.keySet().stream()
            .filter(name -> marks.get(name).isOutlived(clock.instant()))
            .limit(MOST_MARKS)
            .toList();
    boolean ends = isOver(item) && outlived.size() == marks.size();
    if (!ends && outlived.isEmpty()) {
      return new Tidied(0, 0, marks.size());
    }
    WriteResult stripped = strip(tally, item, outlived, ends);
    if (!stripped.isWritten()) {
      // It is being counted at this moment; it is met again.
      return new Tidied(0, 0, marks.size());
    }
    Map<String, AttributeValue> now = stripped.written();
    boolean deleted = ends && deleteOrReturn(tally, now);
    return new Tidied(outlived.size(), deleted ? 1 : 0, TallyItems.marks(now).size());
  }

  /** Removes marks that are as they were read; returns the tally as it is then. */
  private WriteResult strip(
      TallyKey tally, Map<String, AttributeValue> item, List<String> marks, boolean leaves) {
    ItemUpdate update =
        ItemUpdate.of(TallyItems.key(tally)).onlyIf(WriteCondition.IS_THERE).returningTheItem();
    if (!marks.isEmpty()) {
      marks.forEach(update::remove);
      update.onlyIf(WriteCondition.areAsRead(item, marks));
    }
    if (leaves) {
      update.set(TallyItems.DAY, leaving(tally));
    }
    return items.update(update);
  }

  /**
   * Deletes a tally whose day was changed, or changes the day back if it counts something or has a
   * mark. Returns whether it is deleted.
   */
  private boolean deleteOrReturn(TallyKey tally, Map<String, AttributeValue> now) {
    boolean nothingCame = TallyItems.marks(now).isEmpty() && countsNothing(now);
    Map<String, AttributeValue> key = TallyItems.key(tally);
    WriteCondition isLeaving = IS_LEAVING.with(":leaving", leaving(tally));
    // If the condition fails, something was counted, which has set the day back.
    WriteResult result =
        nothingCame
            ? items.delete(key, isLeaving)
            : items.update(
                ItemUpdate.of(key)
                    .set(TallyItems.DAY, text(tally.period().start()))
                    .onlyIf(isLeaving));
    return nothingCame && result.isWritten();
  }

  /** Returns whether it counts nothing and no mark of it is needed any more. */
  private boolean isOver(Map<String, AttributeValue> item) {
    return countsNothing(item)
        && TallyItems.marks(item).values().stream()
            .allMatch(mark -> mark.isOutlived(clock.instant()));
  }

  /**
   * Returns whether it counts nothing. Unreadable content may have been a count, and stays for an
   * audit to report.
   */
  private static boolean countsNothing(Map<String, AttributeValue> item) {
    StoredTally tally = StoredTally.of(item);
    return tally.counters().isNone() && tally.flaws().isEmpty();
  }

  private static AttributeValue leaving(TallyKey tally) {
    return text(LEAVING + tally.period().start());
  }
}
