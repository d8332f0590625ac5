package dev.seveneight.shared.numbers;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads tallies. The cost of a request grows with its number of days, never with the number of
 * responses. Unreadable attributes, for example after an edit by hand, are left out and logged. An
 * audit finds them, and a rebuild removes them.
 */
public final class TallyReader {
  private final ItemTable tallies;
  private final Consumer<String> notes;

  /**
   * Creates a reader.
   *
   * @param tallies the table of tallies
   * @param notes receives lines for the operator
   */
  public TallyReader(ItemTable tallies, Consumer<String> notes) {
    this.tallies = tallies;
    this.notes = notes;
  }

  /** Returns the sums of a segment's tallies of a kind. */
  public CounterSums sum(
      String project, Segment segment, Kind kind, List<TallyReadPlan.Piece> pieces) {
    Map<String, Long> byName = new HashMap<>();
    for (TallyReadPlan.Piece piece : pieces) {
      read(
          project,
          segment,
          kind,
          piece,
          (firstDay, tally) -> CounterSums.add(tally, piece.isLess() ? -1 : 1, byName));
    }
    return new CounterSums(byName);
  }

  /**
   * Returns a segment's existing tallies of a kind, by the first day of each period. The periods
   * are days or months, like in the pieces.
   */
  public SortedMap<LocalDate, CounterSums> byPeriod(
      String project, Segment segment, Kind kind, List<TallyReadPlan.Piece> pieces) {
    SortedMap<LocalDate, CounterSums> byFirstDay = new TreeMap<>();
    for (TallyReadPlan.Piece piece : pieces) {
      read(
          project,
          segment,
          kind,
          piece,
          (firstDay, tally) -> {
            Map<String, Long> byName = new HashMap<>();
            int unreadable = CounterSums.add(tally, 1, byName);
            byFirstDay.put(firstDay, new CounterSums(byName));
            return unreadable;
          });
    }
    return byFirstDay;
  }

  /** Receives the attributes of a tally, and returns the number of unreadable counters. */
  @FunctionalInterface
  private interface Reader {
    int take(LocalDate firstDay, Map<String, AttributeValue> tally);
  }

  private void read(
      String project, Segment segment, Kind kind, TallyReadPlan.Piece piece, Reader reader) {
    String key = segment.key();
    if (!TallyKey.isPartition(project, key)) {
      // Such a key has no tally, and DynamoDB would reject the query.
      return;
    }
    String before = TallyKey.place(kind, piece.unit(), "");
    tallies
        .all(
            ItemQuery.ofPlaces(
                TallyKey.partition(project, key), before + piece.first(), before + piece.last()))
        .forEach(
            tally -> {
              String place = textOf(tally, TallyItems.SORT_KEY);
              Optional<LocalDate> firstDay = Period.firstDay(piece.unit(), place, before.length());
              if (firstDay.isEmpty()) {
                note(project, "an item with the keys of no tally");
              } else if (reader.take(firstDay.get(), tally) > 0) {
                note(project, "counters of a tally " + place);
              }
            });
  }

  /** Writes a line without the segment, which may contain personal data. */
  private void note(String project, String what) {
    notes.accept("Left out, unreadable: " + what + " of the project " + project + ". Audit it.");
  }
}
