package dev.seveneight.query.passives;

import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.Scores;
import dev.seveneight.shared.numbers.rows.DimensionRows;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the rows of dimensions and finds those with too many passives. */
public final class PassiveRows {
  /** The most values that one reply reads, so that it stays quick. */
  static final int MOST_VALUES = 400;

  private final Scores.Reader scores;
  private final DimensionRows.Reader rows;
  private final KnownDimensions dimensions;
  private final Parallel parallel;

  /**
   * Creates the reader.
   *
   * @param parallel another instance than that of {@code rows}, because tasks that wait for tasks
   *     of the same pool could wait forever
   */
  public PassiveRows(
      Scores.Reader scores,
      DimensionRows.Reader rows,
      KnownDimensions dimensions,
      Parallel parallel) {
    this.scores = scores;
    this.rows = rows;
    this.dimensions = dimensions;
    this.parallel = parallel;
  }

  /** A dimension and its listed values. */
  private record Listed(String dimension, Set<String> values) {}

  /** Returns the rows of one dimension that have too many passives. Reads all its values. */
  PassiveSegments of(String dimension, Question question) {
    return read(question, List.of(listed(dimension, question)), List.of());
  }

  /**
   * Returns the rows of several dimensions that have too many passives. Leaves out a dimension if
   * all together would have more than {@link #MOST_VALUES} values.
   */
  PassiveSegments ofMany(List<String> names, Question question) {
    List<Listed> taken = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    int values = 0;
    for (Listed each : parallel.map(names, name -> listed(name, question))) {
      if (values + each.values().size() > MOST_VALUES) {
        leftOut.add(each.dimension());
      } else {
        taken.add(each);
        values += each.values().size();
      }
    }
    return read(question, taken, leftOut);
  }

  private Listed listed(String dimension, Question question) {
    return new Listed(dimension, dimensions.values(question.project(), dimension).listed());
  }

  private PassiveSegments read(Question question, List<Listed> taken, List<String> leftOut) {
    Scores ofAll = scores.of(question, Scores.Aim.MANY_SEGMENTS);
    List<PassiveRow> compared =
        parallel.map(taken, each -> compare(each, question, ofAll)).stream()
            .flatMap(List::stream)
            .toList();
    return PassiveSegments.of(compared, question.confidence(), leftOut);
  }

  private List<PassiveRow> compare(Listed each, Question question, Scores ofAll) {
    DimensionRows read = rows.read(question, each.dimension(), each.values(), ofAll);
    return read.rows().stream()
        .map(
            row -> PassiveRow.of(each.dimension(), row, read.all().counts(), question.confidence()))
        .flatMap(Optional::stream)
        .toList();
  }
}
