package dev.seveneight.shared.store;

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
 * How things stand in the table of tallies. A tally's attributes are its counters, whose names hold
 * a dot ({@code 3.s7}), its marks, whose names are as long as {@link ShardId#markName()}, and
 * {@code project} and {@code day}, which the index of a project's days is made of.
 *
 * <p>Beside the tallies stand a few items about the stream, under partition keys that begin with
 * {@code ~}, as no project's name does.
 */
public final class TallyItems {
  private TallyItems() {}

  /** The key of a tally's item. */
  public static Map<String, AttributeValue> key(TallyKey tally) {
    return Map.of("pk", text(tally.partition()), "sk", text(tally.place()));
  }

  /** The counters that an item has, those that are zero left out. */
  public static Counters counters(Map<String, AttributeValue> item) {
    SortedMap<String, Long> byName = new TreeMap<>();
    item.forEach(
        (name, value) -> {
          if (value.n() != null && name.indexOf('.') > 0) {
            byName.put(name, Long.valueOf(value.n()));
          }
        });
    return new Counters(byName);
  }

  /** The mark of this name, if the item has it. */
  public static Optional<Mark> mark(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.b() == null
        ? Optional.empty()
        : Optional.of(Mark.parse(value.b().asByteArray()));
  }

  /** The marks that an item has, by their names. */
  public static SortedMap<String, Mark> marks(Map<String, AttributeValue> item) {
    SortedMap<String, Mark> marks = new TreeMap<>();
    for (String name : item.keySet()) {
      if (name.length() == ShardId.MARK_NAME_LENGTH) {
        mark(item, name).ifPresent(mark -> marks.put(name, mark));
      }
    }
    return marks;
  }
}
