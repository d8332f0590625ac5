package dev.seveneight.audit.rebuild;

import dev.seveneight.shared.store.Attributes;
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
 * @param item the tally as it was read
 * @param removed the attributes that are to go, by name
 * @param raised the marks that are to be raised, by name
 * @param listing what the index of a project's days is to have, if it has something else
 */
record TallyCorrection(
    Map<String, AttributeValue> item,
    SortedMap<String, AttributeValue> removed,
    SortedMap<String, Mark> raised,
    SortedMap<String, AttributeValue> listing) {

  /**
   * How many marks and how many counters one update changes: an expression may have 4 KB and 300
   * operators.
   */
  static final int MOST_ATTRIBUTES = 60;

  /** What is to be done to a tally in its place in an epoch, with the marks that it is to have. */
  static TallyCorrection of(
      TallyKey tally, Map<String, AttributeValue> item, long epoch, Map<String, Mark> marks) {
    SortedMap<String, AttributeValue> removed = new TreeMap<>();
    item.forEach(
        (name, value) -> {
          boolean isOfOtherEpoch = Counters.isName(name) && Counters.epochOf(name) != epoch;
          // A mark that cannot be read is written over where there is another one.
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
    return new TallyCorrection(item, removed, raised, listing(tally, item));
  }

  /**
   * What is to be done to a tally before anything is counted in the epoch of a rebuild: what our
   * functions cannot have written may leave no room for it, or make the tally refuse it.
   */
  static TallyCorrection ofFlaws(TallyKey tally, Map<String, AttributeValue> item) {
    SortedMap<String, AttributeValue> removed = new TreeMap<>();
    item.forEach(
        (name, value) -> {
          if (StoredTally.isFlawed(name, value)) {
            removed.put(name, value);
          }
        });
    return new TallyCorrection(item, removed, new TreeMap<>(), listing(tally, item));
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

  /** Whether there is nothing to do, also because the tally is not there. */
  boolean isDone() {
    return item.isEmpty() || (removed.isEmpty() && raised.isEmpty() && listing.isEmpty());
  }

  /** What other epochs hold, and should not: the drift. */
  Counters drift() {
    return TallyItems.counters(removed);
  }

  /** What else is wrong, by the name of the attribute. */
  SortedMap<String, String> flaws() {
    return item.isEmpty() ? new TreeMap<>() : StoredTally.of(item).flaws();
  }

  /**
   * One conditional update.
   *
   * @param expression what it changes
   * @param condition that what it changes is as it was read
   */
  record Update(
      String expression,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {}

  /**
   * The update that does all, or as much as one may do. The marks come first: once they are raised,
   * nothing old is counted any more, and what is removed then stays removed.
   */
  Update update() {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> assignments = new ArrayList<>();
    List<String> removals = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (Map.Entry<String, Mark> mark : first(raised).entrySet()) {
      String place = Integer.toString(assignments.size(), Character.MAX_RADIX);
      names.put("#m" + place, mark.getKey());
      values.put(":m" + place, Attributes.bytes(mark.getValue().toBytes()));
      assignments.add("#m" + place + " = :m" + place);
      AttributeValue known = item.get(mark.getKey());
      if (known == null) {
        conditions.add("attribute_not_exists(#m" + place + ")");
      } else {
        values.put(":k" + place, known);
        conditions.add("#m" + place + " = :k" + place);
      }
    }
    if (raised.size() <= MOST_ATTRIBUTES) {
      for (Map.Entry<String, AttributeValue> attribute : first(removed).entrySet()) {
        String place = Integer.toString(removals.size(), Character.MAX_RADIX);
        names.put("#c" + place, attribute.getKey());
        values.put(":c" + place, attribute.getValue());
        removals.add("#c" + place);
        conditions.add("#c" + place + " = :c" + place);
      }
      // Without a condition: these two can have no other value.
      listing.forEach(
          (name, value) -> {
            names.put("#" + name, name);
            values.put(":" + name, value);
            assignments.add("#" + name + " = :" + name);
          });
    }
    // A tally that the nightly run has deleted meanwhile must not be made again.
    conditions.add("attribute_exists(pk)");
    return new Update(
        (assignments.isEmpty() ? "" : "SET " + String.join(", ", assignments))
            + (removals.isEmpty() ? "" : " REMOVE " + String.join(", ", removals)),
        String.join(" AND ", conditions),
        names,
        values);
  }

  /** The tally as it is after {@link #update()}. */
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
