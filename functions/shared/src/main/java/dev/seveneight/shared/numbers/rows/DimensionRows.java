package dev.seveneight.shared.numbers.rows;

import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.Scores;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The scores of a segment, row by row of a dimension. The rows sum to the segment, unless the
 * dimension is many-valued: then a response is in the row of each of its values.
 *
 * @param all the scores of the whole segment
 * @param withAny the scores of the responses with any value, if the dimension is many-valued;
 *     otherwise all
 * @param rows a row for each value of the dimension, with or without responses; also one for all
 *     other values and one for responses without a value, if there are such responses
 */
public record DimensionRows(ScoreTally all, ScoreTally withAny, List<Row> rows) {
  /** The responses of a row. */
  public enum Holds {
    /** The responses with one value. */
    VALUE,
    /** The responses with a value that is not counted separately. */
    OTHER,
    /** The responses without any value of the dimension. */
    WITHOUT;

    /** Returns the name in the API. */
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A row.
   *
   * @param holds its responses
   * @param value the value; empty for rows that do not stand for a single value
   * @param isInHeadline whether the row is part of the segment; some surveys are kept out
   * @param tally its scores
   */
  public record Row(Holds holds, Optional<String> value, boolean isInHeadline, ScoreTally tally) {}

  /**
   * Returns the scores that a row is compared with: the rest of the segment. For a value of a
   * many-valued dimension, that is the rest of the responses with any value.
   */
  public ScoreCounts restOf(Row row) {
    ScoreTally whole = row.holds() == Holds.WITHOUT ? all : withAny;
    return whole.counts().without(row.tally().counts());
  }

  /** Reads rows. */
  public static final class Reader {
    private final KnownDimensions dimensions;
    private final Parallel parallel;

    public Reader(KnownDimensions dimensions, Parallel parallel) {
      this.dimensions = dimensions;
      this.parallel = parallel;
    }

    /** Returns the rows of a dimension in the segment of a question, with these scores. */
    public DimensionRows read(Question question, String dimension, Scores scores) {
      return read(
          question, dimension, dimensions.values(question.project(), dimension).listed(), scores);
    }

    /** Returns the same rows for values that are already known. */
    public DimensionRows read(
        Question question, String dimension, Set<String> values, Scores scores) {
      Project project = question.project();
      Segment segment = question.segment();
      // Reads the whole before its parts, because the fold writes the parts before the whole.
      ScoreTally all = scores.of(segment);
      boolean isManyValued = dimensions.isManyValued(dimension);
      ScoreTally withAny = isManyValued ? scores.of(segment.with(Part.any(dimension))) : all;
      List<Part> parts =
          Stream.concat(
                  values.stream().map(value -> Part.of(dimension, value)),
                  isManyValued ? Stream.of() : Stream.of(Part.other(dimension)))
              .toList();
      List<Row> read = parallel.map(parts, part -> row(project, part, segment, scores));
      List<Row> rows = new ArrayList<>();
      ScoreTally inRows = ScoreTally.NONE;
      for (Row row : read) {
        if (row.holds() == Holds.VALUE || !row.tally().equals(ScoreTally.NONE)) {
          rows.add(row);
        }
        if (row.isInHeadline()) {
          inRows = inRows.plus(row.tally());
        }
      }
      ScoreTally without = all.without(isManyValued ? withAny : inRows);
      if (!without.equals(ScoreTally.NONE)) {
        rows.add(new Row(Holds.WITHOUT, Optional.empty(), true, without));
      }
      return new DimensionRows(all, withAny, rows);
    }

    private static Row row(Project project, Part part, Segment segment, Scores scores) {
      return new Row(
          part.value().isPresent() ? Holds.VALUE : Holds.OTHER,
          part.value(),
          isInHeadline(project, part),
          scores.of(segment.with(part)));
    }

    /**
     * Whether the responses of this value are part of the segment of all responses. Those of some
     * surveys are not.
     */
    private static boolean isInHeadline(Project project, Part part) {
      return !part.dimension().equals(Dimensions.SURVEY)
          || part.value().filter(project.settings().surveysOutOfHeadline()::contains).isEmpty();
    }
  }
}
