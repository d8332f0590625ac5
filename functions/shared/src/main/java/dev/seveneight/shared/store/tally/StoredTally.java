package dev.seveneight.shared.store.tally;

import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A tally as stored in the table of tallies, including the parts that our functions cannot have
 * written. Queries use the readable parts. An audit reports the rest, and a rebuild removes it.
 * Immutable.
 *
 * @param key the tally's key; empty if the item's keys are not those of a tally
 * @param counters the readable counters by name, without those that are zero
 * @param flaws the flaws, by the name of the attribute
 */
public record StoredTally(
    Optional<TallyKey> key, Counters counters, SortedMap<String, String> flaws) {
  /** The prefix of the day of a tally that is about to be deleted. It sorts after all days. */
  public static final String LEAVING = "~";

  /** The attributes that are neither counters nor marks. */
  private static final Set<String> OTHERS =
      Set.of(TallyItems.PARTITION_KEY, TallyItems.SORT_KEY, TallyItems.PROJECT, TallyItems.DAY);

  private static final int LONGEST_NAME = 100;

  /**
   * The maximum number of reported flaws, because the report has to have room for an item with
   * thousands of attributes.
   */
  private static final int MOST_FLAWS = 50;

  /** Reads an item. */
  public static StoredTally of(Map<String, AttributeValue> item) {
    Optional<TallyKey> key = keyOf(item);
    SortedMap<String, String> flaws = new TreeMap<>();
    if (key.isEmpty()) {
      flaws.put(TallyItems.SORT_KEY, "not the keys of a tally");
    } else if (!isListed(item, key.get())) {
      flaws.put(TallyItems.DAY, "project and day are not those of the keys");
    } else if (isCountedWhileLeaving(item)) {
      flaws.put(TallyItems.DAY, "about to be deleted, and counts something");
    }
    new TreeMap<>(item)
        .forEach(
            (name, value) -> {
              if (flaws.size() < MOST_FLAWS) {
                flawOf(name, value).ifPresent(flaw -> flaws.put(shortened(name), flaw));
              }
            });
    return new StoredTally(key, TallyItems.counters(item), flaws);
  }

  /**
   * Returns the tally key of an item or of an index entry; empty if its keys are not those of a
   * tally.
   */
  public static Optional<TallyKey> keyOf(Map<String, AttributeValue> item) {
    return TallyKey.find(item.get(TallyItems.PARTITION_KEY).s(), item.get(TallyItems.SORT_KEY).s());
  }

  /** Returns whether an item is listed by the day of its key, or is about to be deleted. */
  public static boolean isListed(Map<String, AttributeValue> item, TallyKey key) {
    Period period = key.period();
    Optional<String> day = Attributes.optionalText(item, TallyItems.DAY);
    return Attributes.optionalText(item, TallyItems.PROJECT)
            .filter(key.project()::equals)
            .isPresent()
        && (day.filter(period.start()::equals).isPresent()
            || day.filter((LEAVING + period.start())::equals).isPresent());
  }

  /** Returns whether a tally is marked as about to be deleted although it counts something. */
  public static boolean isCountedWhileLeaving(Map<String, AttributeValue> item) {
    return Attributes.optionalText(item, TallyItems.DAY)
            .filter(day -> day.startsWith(LEAVING))
            .isPresent()
        && !TallyItems.counters(item).isNone();
  }

  /** Returns whether our functions cannot have written an attribute with this name and value. */
  public static boolean isFlawed(String name, AttributeValue value) {
    return flawOf(name, value).isPresent();
  }

  private static Optional<String> flawOf(String name, AttributeValue value) {
    if (name.indexOf('.') >= 0) {
      if (!Counters.isName(name)) {
        return Optional.of("not the name of a counter");
      }
      return TallyItems.isCounter(value)
          ? Optional.empty()
          : Optional.of("not a whole number of at most 15 digits");
    }
    if (TallyItems.isMarkName(name)) {
      boolean isMark = value.b() != null && Mark.find(value.b().asByteArray()).isPresent();
      return isMark ? Optional.empty() : Optional.of("not a mark");
    }
    return OTHERS.contains(name) ? Optional.empty() : Optional.of("not an attribute of a tally");
  }

  private static String shortened(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
