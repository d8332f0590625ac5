package dev.seveneight.shared.segment;

import java.util.Optional;

/**
 * The dimensions and values that a project has so far. A decision is final: a name or value that is
 * not taken because its list is full is never taken later, unless the tallies are rebuilt. So
 * nothing is counted in two places.
 */
public interface KnownValues {
  /**
   * Takes the property of this name as a dimension, if it is none and there is room.
   *
   * @return why it is not a dimension; empty if it is one
   */
  Optional<NotCounted> takeName(String property);

  /** Whether the property of this name is a dimension already. */
  boolean knowsName(String property);

  /** Whether the property of this name is no dimension yet and would become one. Takes nothing. */
  boolean hasRoomForName(String property);

  /** Returns where the value of this dimension is counted. Takes it into the list if it may. */
  ValuePlace takeValue(String dimension, String value);
}
