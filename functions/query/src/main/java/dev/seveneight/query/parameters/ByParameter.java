package dev.seveneight.query.parameters;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Crossing;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import dev.seveneight.shared.validation.TextRule;
import java.util.List;
import java.util.Optional;

/** The parameter {@code by}: the dimension whose values are compared. */
public final class ByParameter {
  private static final String NAME = "by";

  private final KnownDimensions dimensions;

  public ByParameter(KnownDimensions dimensions) {
    this.dimensions = dimensions;
  }

  /** Parses the parameter. Adds a field error if it is invalid. */
  public Optional<String> read(QuestionParameters questionParameters, Segment segment) {
    Optional<String> by = questionParameters.parameters().text(NAME, TextRule.line(2_000));
    by.ifPresent(dimension -> requireComparable(questionParameters, segment, dimension));
    return by;
  }

  /**
   * Returns the dimensions whose values are counted within a segment, in the order of their names.
   * Many-valued ones are left out: a response would be in several rows.
   */
  public List<String> within(Project project, Segment segment) {
    return dimensions.names(project).stream()
        .filter(dimension -> !dimensions.isManyValued(dimension))
        .filter(dimension -> isCounted(project, segment, dimension))
        .toList();
  }

  private void requireComparable(
      QuestionParameters questionParameters, Segment segment, String dimension) {
    if (!dimensions.has(questionParameters.project(), dimension)) {
      questionParameters
          .parameters()
          .reject(
              NAME, Rule.NOT_FOUND, "the project has no such dimension; /v1/dimensions lists them");
    } else if (dimensions.isManyValued(dimension)) {
      questionParameters
          .parameters()
          .reject(NAME, Rule.CONFLICT, "a dimension of which a response has at most one value");
    } else if (segment.isOf(dimension)) {
      questionParameters
          .parameters()
          .reject(NAME, Rule.CONFLICT, "another dimension than the segment's");
    } else {
      questionParameters.requireCounted(segment.with(Part.other(dimension)));
    }
  }

  private static boolean isCounted(Project project, Segment segment, String dimension) {
    return switch (segment.parts().size()) {
      case 0 -> true;
      case 1 ->
          !segment.isOf(dimension)
              && project
                  .settings()
                  .crossings()
                  .contains(new Crossing(segment.parts().get(0).dimension(), dimension));
      default -> false;
    };
  }
}
