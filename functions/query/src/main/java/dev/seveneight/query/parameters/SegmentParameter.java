package dev.seveneight.query.parameters;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Crossing;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.validation.Parameters;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parameters {@code segment[dimension]=value}, which select a segment. */
public final class SegmentParameter {
  /** The name of the parameter. */
  static final String NAME = "segment";

  private final KnownDimensions dimensions;

  public SegmentParameter(KnownDimensions dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * Parses the segment, which may have any number of dimensions. Adds a field error for each
   * unknown dimension.
   */
  public Segment read(Parameters parameters, Project project) {
    Map<String, String> valueOf = parameters.keyed(NAME);
    for (String dimension : valueOf.keySet()) {
      if (!dimensions.has(project, dimension)) {
        parameters.reject(
            NAME + "[" + dimension + "]",
            Rule.NOT_FOUND,
            "the project has no such dimension; /v1/dimensions lists them");
      }
    }
    return Segment.of(valueOf);
  }

  /**
   * Parses the segment of a list of responses. Adds a field error for each value that is not
   * counted separately: a response is found by the segments that it is counted in, so the list
   * would be empty.
   */
  public Segment readOfList(Parameters parameters, Project project) {
    Segment segment = read(parameters, project);
    rejectNotSeparate(parameters, project, segment);
    return segment;
  }

  /** Adds a field error for each value of a segment that is not counted separately. */
  public void rejectNotSeparate(Parameters parameters, Project project, Segment segment) {
    notSeparate(project, segment)
        .forEach(
            (dimension, reason) ->
                parameters.reject(NAME + "[" + dimension + "]", Rule.CONFLICT, reason));
  }

  /**
   * Returns the values of a segment that are not counted separately, each with the reason in a
   * sentence, by dimension.
   */
  SortedMap<String, String> notSeparate(Project project, Segment segment) {
    SortedMap<String, String> reasons = new TreeMap<>();
    dimensions
        .notSeparate(project, segment)
        .forEach((dimension, reason) -> reasons.put(dimension, reason.sentence()));
    return reasons;
  }

  /** Parses the segment. Adds a field error if there are no tallies for it. */
  Segment readCounted(Parameters parameters, Project project) {
    Segment segment = read(parameters, project);
    requireCounted(parameters, project, segment);
    return segment;
  }

  /** Adds a field error if there are no tallies for a segment. */
  void requireCounted(Parameters parameters, Project project, Segment segment) {
    requireCounted(parameters, project, segment, NAME);
  }

  /**
   * Adds a field error if there are no tallies for a segment.
   *
   * @param name the name of the parameter that the error is about
   */
  void requireCounted(Parameters parameters, Project project, Segment segment, String name) {
    boolean counted =
        switch (segment.parts().size()) {
          case 0, 1 -> true;
          case 2 ->
              project
                  .settings()
                  .crossings()
                  .contains(
                      new Crossing(
                          segment.parts().get(0).dimension(), segment.parts().get(1).dimension()));
          default -> false;
        };
    if (!counted) {
      parameters.reject(
          name, Rule.CONFLICT, "these dimensions are no crossing that the settings declare");
    }
  }

  /**
   * Whether a response that is counted in segments with these keys is in a segment, which may have
   * any number of dimensions. A response of a survey out of the headline may be in a crossing and
   * not in its parts.
   */
  public static boolean holds(Segment segment, List<String> keys) {
    return keys.contains(segment.key())
        || (!segment.equals(Segment.EVERYTHING)
            && segment.parts().stream().allMatch(part -> keys.contains(Segment.of(part).key())));
  }
}
