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
 * A tally as it stands in the table of tallies, and what of it our functions cannot have written.
 * Queries use what can be read. An audit reports the rest, and a rebuild removes it. Immutable.
 *
 * @param key which tally; empty if the item's keys are those of none
 * @param counters the counters that can be read, by name, those that are zero left out
 * @param flaws what is wrong, by the name of the attribute
 */
public record StoredTally(
    Optional<TallyKey> key, Counters counters, SortedMap<String, String> flaws) {
  /** Before the day of a tally that is about to be deleted. It sorts after all days. */
  public static final String LEAVING = "~";

  /** The attributes that are neither counters nor marks. */
  private static final Set<String> OTHERS =
      Set.of(TallyItems.PARTITION_KEY, TallyItems.SORT_KEY, TallyItems.PROJECT, TallyItems.DAY);

  private static final int LONGEST_NAME = 100;

  /** A report has to have room for the flaws of an item with thousands of attributes. */
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

  /** The tally whose keys an item or an entry of an index has; empty if they are those of none. */
  public static Optional<TallyKey> keyOf(Map<String, AttributeValue> item) {
    return TallyKey.find(item.get(TallyItems.PARTITION_KEY).s(), item.get(TallyItems.SORT_KEY).s());
  }

  /** Whether an item is listed by the day of its key, or is about to be deleted. */
  public static boolean isListed(Map<String, AttributeValue> item, TallyKey key) {
    Period period = key.period();
    Optional<String> day = Attributes.optionalText(item, TallyItems.DAY);
    return Attributes.optionalText(item, TallyItems.PROJECT)
            .filter(key.project()::equals)
            .isPresent()
        && (day.filter(period.start()::equals).isPresent()
            || day.filter((LEAVING + period.start())::equals).isPresent());
  }

  /** Whether a tally is marked as about to be deleted although it counts something. */
  public static boolean isCountedWhileLeaving(Map<String, AttributeValue> item) {
    return Attributes.optionalText(item, TallyItems.DAY)
            .filter(day -> day.startsWith(LEAVING))
            .isPresent()
        && !TallyItems.counters(item).isNone();
  }

  /** Whether our functions cannot have written an attribute like this. */
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
