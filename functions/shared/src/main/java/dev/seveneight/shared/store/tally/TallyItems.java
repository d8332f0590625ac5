package dev.seveneight.shared.store.tally;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of the table of tallies. A tally's attributes are its counters, whose names contain a
 * dot ({@code 3.s7}), its marks, whose names are as long as {@link ShardId#markName()}, and {@code
 * project} and {@code day}, which form the index of a project's days.
 *
 * <p>The table also has a few items about the stream. Their partition keys begin with {@code ~},
 * which no project's name does.
 */
public final class TallyItems {
  /** The partition key: project and segment. */
  public static final String PARTITION_KEY = "pk";

  /** The sort key: kind, day or month. */
  public static final String SORT_KEY = "sk";

  /** The project. */
  public static final String PROJECT = "project";

  /** The day or month. */
  public static final String DAY = "day";

  /** The index of a project's tallies by day; keys only. */
  public static final String BY_DAY = "ByDay";

  private static final int MOST_DIGITS = 15;

  private TallyItems() {}

  /** Returns the key of a tally's item. */
  public static Map<String, AttributeValue> key(TallyKey tally) {
    return Map.of(PARTITION_KEY, text(tally.partition()), SORT_KEY, text(tally.place()));
  }

  /**
   * Returns the readable counters of an item, without those that are zero. {@link StoredTally}
   * reports those that cannot be read.
   */
  public static Counters counters(Map<String, AttributeValue> item) {
    SortedMap<String, Long> byName = new TreeMap<>();
    item.forEach(
        (name, value) -> {
          if (Counters.isName(name) && isCounter(value)) {
            byName.put(name, Long.valueOf(value.n()));
          }
        });
    return new Counters(byName);
  }

  /** Returns whether a value can be a counter: a whole number of at most 15 digits. */
  public static boolean isCounter(AttributeValue value) {
    if (value.n() == null) {
      return false;
    }
    String number = value.n();
    int start = number.startsWith("-") ? 1 : 0;
    int digits = number.length() - start;
    boolean isWhole = digits > 0 && digits <= MOST_DIGITS;
    for (int i = start; isWhole && i < number.length(); i++) {
      isWhole = number.charAt(i) >= '0' && number.charAt(i) <= '9';
    }
    return isWhole;
  }

  /** Returns the mark of this name; empty if the item does not have it, or if it cannot be read. */
  public static Optional<Mark> mark(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::b)
        .flatMap(bytes -> Mark.find(bytes.asByteArray()));
  }

  /** Returns whether an attribute has the name of a mark. */
  static boolean isMarkName(String name) {
    return name.length() == ShardId.MARK_NAME_LENGTH && !Counters.isName(name);
  }

  /** Returns the readable marks of an item, by their names. */
  public static SortedMap<String, Mark> marks(Map<String, AttributeValue> item) {
    SortedMap<String, Mark> marks = new TreeMap<>();
    for (String name : item.keySet()) {
      if (isMarkName(name)) {
        mark(item, name).ifPresent(mark -> marks.put(name, mark));
      }
    }
    return marks;
  }
}
