package dev.seveneight.shared.segment;

/**
 * What a project counts by so far. A decision, once made, stands: a name or value that is not taken
 * because its list is full is never taken later, unless the tallies are rebuilt, so that nothing is
 * ever counted in two places.
 */
public interface KnownValues {
  /** Whether the property of this name is a dimension; takes it as one if there is room. */
  boolean takesName(String property);

  /** Whether the property of this name is a dimension already. */
  boolean knowsName(String property);

  /** Whether the property of this name is no dimension yet and would become one. Takes nothing. */
  boolean hasRoomForName(String property);

  /** Whether the value of this dimension is counted by itself; takes it if there is room. */
  boolean takesValue(String dimension, String value);
}
