package dev.seveneight.shared.segment;

import java.util.Optional;

/**
 * Names one of a project's lists.
 *
 * @param dimension the dimension whose values are listed; empty for the list of the properties that
 *     are dimensions
 */
public record ListName(Optional<String> dimension) {
  /** The list of the properties that are dimensions. */
  public static final ListName PROPERTIES = new ListName(Optional.empty());

  /** Returns the name of the list of a dimension's values. */
  public static ListName valuesOf(String dimension) {
    return new ListName(Optional.of(dimension));
  }
}
