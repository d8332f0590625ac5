package dev.seveneight.audit.cleanup;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.validation.Fields;
import dev.seveneight.shared.validation.TextRule;
import java.util.List;
import java.util.Optional;

/**
 * An operator's request to remove a dimension or its values from a project, or to restore them.
 *
 * @param project the project's name
 * @param dimension the name of the dimension
 * @param values some of its values; empty for the dimension itself
 */
public record CleanUpRequest(String project, String dimension, Optional<List<String>> values) {
  private static final TextRule PROJECT = TextRule.identifier(40);
  private static final TextRule DIMENSION = TextRule.line(50);
  private static final TextRule VALUE = TextRule.value(Dimensions.LONGEST_DECLARED_VALUE);

  /** The maximum number of values in one request. */
  private static final int MOST_VALUES = 100;

  /**
   * Reads a request.
   *
   * @throws Problem 422 with all faults
   */
  public static CleanUpRequest read(Fields fields) {
    String project = required(fields, "project", PROJECT, "the project's name");
    String dimension = required(fields, "dimension", DIMENSION, "the dimension's name");
    Optional<List<String>> values =
        fields
            .texts("values", MOST_VALUES, VALUE)
            .map(list -> list.stream().map(value -> Dimensions.spelled(dimension, value)).toList());
    if (values.isPresent() && (values.get().isEmpty() || values.get().contains(""))) {
      fields.reject("values", Rule.LENGTH, "values that are not empty, or no such field");
    }
    if (values.isEmpty() && Dimensions.BUILT_IN.contains(dimension)) {
      fields.reject("values", Rule.REQUIRED, dimension + " itself stays; name the values");
    }
    fields.finish();
    return new CleanUpRequest(project, dimension, values);
  }

  private static String required(Fields fields, String name, TextRule rule, String what) {
    Optional<String> text = fields.text(name, rule);
    if (!fields.has(name) || text.filter(String::isEmpty).isPresent()) {
      fields.reject(name, Rule.REQUIRED, what);
    }
    return text.orElse("");
  }
}
