package dev.seveneight.audit;

import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.tally.Counters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is to be done to a tally, as it was read, when everything that it counts lives in the epoch
 * of a rebuild: what older epochs still hold is removed, and its marks are raised, so that records
 * which were lost before and come again after all are not counted. Immutable.
 *
 * @param item the tally as it was read
 * @param old the counters of older epochs, those that are zero too, by name
 * @param raised the marks that are to be raised, by name
 */
record TallyCorrection(
    Map<String, AttributeValue> item,
    SortedMap<String, AttributeValue> old,
    SortedMap<String, Mark> raised) {

  /**
   * How many marks and how many counters one update changes: an expression may have 4 KB and 300
   * operators.
   */
  static final int MOST_ATTRIBUTES = 60;

  /** What is to be done to a tally in its place in an epoch, with the marks that it is to have. */
  static TallyCorrection of(Map<String, AttributeValue> item, long epoch, Map<String, Mark> marks) {
    SortedMap<String, AttributeValue> old = new TreeMap<>();
    item.forEach(
        (name, value) -> {
          if (value.n() != null && name.indexOf('.') > 0 && Counters.epochOf(name) < epoch) {
            old.put(name, value);
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
    return new TallyCorrection(item, old, raised);
  }

  /** Whether there is nothing to do, also because the tally is not there. */
  boolean isDone() {
    return item.isEmpty() || (old.isEmpty() && raised.isEmpty());
  }

  /** What older epochs hold, and should not: the drift. */
  Counters drift() {
    SortedMap<String, Long> drift = new TreeMap<>();
    old.forEach((name, value) -> drift.put(name, Long.valueOf(value.n())));
    return new Counters(drift);
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
      for (Map.Entry<String, AttributeValue> counter : first(old).entrySet()) {
        String place = Integer.toString(removals.size(), Character.MAX_RADIX);
        names.put("#c" + place, counter.getKey());
        values.put(":c" + place, counter.getValue());
        removals.add("#c" + place);
        conditions.add("#c" + place + " = :c" + place);
      }
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
      after.keySet().removeAll(first(old).keySet());
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
