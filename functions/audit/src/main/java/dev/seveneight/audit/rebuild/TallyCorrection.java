package dev.seveneight.audit.rebuild;

import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is to be done to a tally, as it was read, when everything that it counts lives in the epoch
 * of a rebuild: what other epochs hold is removed, with all that our functions cannot have written;
 * it is listed by its day; and its marks are raised, so that records which were lost before and
 * come again after all are not counted. Immutable.
 *
 * @param tally which tally
 * @param item the tally as it was read
 * @param removed the attributes that are to go, by name
 * @param raised the marks that are to be raised, by name
 * @param listing what the index of a project's days is to have, if it has something else
 */
record TallyCorrection(
    TallyKey tally,
    Map<String, AttributeValue> item,
    SortedMap<String, AttributeValue> removed,
    SortedMap<String, Mark> raised,
    SortedMap<String, AttributeValue> listing) {

  /**
   * The maximum number of marks and of counters that one update changes: an expression may have 4
   * KB and 300 operators.
   */
  static final int MOST_ATTRIBUTES = 60;

  /** Returns the correction of a tally in its place in an epoch, with its required marks. */
  static TallyCorrection of(
      TallyKey tally, Map<String, AttributeValue> item, long epoch, Map<String, Mark> marks) {
    SortedMap<String, AttributeValue> removed = new TreeMap<>();
    item.forEach(
        (name, value) -> {
          boolean isOfOtherEpoch = Counters.isName(name) && Counters.epochOf(name) != epoch;
          // An unreadable mark is overwritten if there is a new mark of the same name.
          boolean isBroken = StoredTally.isFlawed(name, value) && !marks.containsKey(name);
          if (isOfOtherEpoch || isBroken) {
            removed.put(name, value);
          }
        });
    SortedMap<String, Mark> known = TallyItems.marks(item);
    SortedMap<String, Mark> raised = new TreeMap<>();
    marks.forEach(
        (name, mark) -> {
          if (!known.containsKey(name) || mark.sequence().isAfter(known.get(name).sequence())) {
            raised.put(name, mark);
          }
        });
    return new TallyCorrection(tally, item, removed, raised, listing(tally, item));
  }

  /**
   * Returns the correction of a tally before anything is counted in the epoch of a rebuild. Content
   * that our functions cannot have written may leave no room for the counts, or make DynamoDB
   * reject them.
   */
  static TallyCorrection ofFlaws(TallyKey tally, Map<String, AttributeValue> item) {
    SortedMap<String, AttributeValue> removed = new TreeMap<>();
    item.forEach(
        (name, value) -> {
          if (StoredTally.isFlawed(name, value)) {
            removed.put(name, value);
          }
        });
    return new TallyCorrection(tally, item, removed, new TreeMap<>(), listing(tally, item));
  }

  private static SortedMap<String, AttributeValue> listing(
      TallyKey tally, Map<String, AttributeValue> item) {
    SortedMap<String, AttributeValue> listing = new TreeMap<>();
    if (!item.isEmpty()
        && (!StoredTally.isListed(item, tally) || StoredTally.isCountedWhileLeaving(item))) {
      listing.put(TallyItems.PROJECT, Attributes.text(tally.project()));
      listing.put(TallyItems.DAY, Attributes.text(tally.period().start()));
    }
    return listing;
  }

  /** Returns whether there is nothing to do, for example because the tally does not exist. */
  boolean isDone() {
    return item.isEmpty() || (removed.isEmpty() && raised.isEmpty() && listing.isEmpty());
  }

  /** Returns the drift: counters in other epochs, which should not exist. */
  Counters drift() {
    return TallyItems.counters(removed);
  }

  /** Returns the other faults, by the name of the attribute. */
  SortedMap<String, String> flaws() {
    return item.isEmpty() ? new TreeMap<>() : StoredTally.of(item).flaws();
  }

  /**
   * Returns the update that makes all corrections, or as many as one update can, on condition that
   * the changed attributes are as they were read. The marks come first: once they are raised, no
   * old record is counted any more, so removed content stays removed.
   */
  ItemUpdate update() {
    // A tally that the nightly run has deleted meanwhile must not be created again.
    ItemUpdate update = ItemUpdate.of(TallyItems.key(tally)).onlyIf(WriteCondition.IS_THERE);
    List<String> changed = new ArrayList<>();
    first(raised)
        .forEach(
            (name, mark) -> {
              update.set(name, Attributes.bytes(mark.toBytes()));
              changed.add(name);
            });
    if (raised.size() <= MOST_ATTRIBUTES) {
      for (String name : first(removed).keySet()) {
        update.remove(name);
        changed.add(name);
      }
      // Without a condition: these two can have no other value.
      update.setAll(listing);
    }
    if (!changed.isEmpty()) {
      update.onlyIf(WriteCondition.areAsRead(item, changed));
    }
    return update;
  }

  /** Returns the tally as it is after {@link #update()}. */
  Map<String, AttributeValue> after() {
    Map<String, AttributeValue> after = new HashMap<>(item);
    first(raised).forEach((name, mark) -> after.put(name, Attributes.bytes(mark.toBytes())));
    if (raised.size() <= MOST_ATTRIBUTES) {
      after.keySet().removeAll(first(removed).keySet());
      after.putAll(listing);
    }
    return after;
  }

  private static <T> SortedMap<String, T> first(SortedMap<String, T> all) {
    SortedMap<String, T> first = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (first.size() < MOST_ATTRIBUTES) {
            first.put(name, value);
          }
        });
    return first;
  }
}
