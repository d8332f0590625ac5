package dev.seveneight.shared.segment;

/**
 * Two dimensions that are counted together.
 *
 * @param first the dimension whose name sorts first
 * @param second the other one
 */
public record Crossing(String first, String second) {
  /**
   * Puts the names in order.
   *
   * @throws IllegalArgumentException if both are the same
   */
  public Crossing {
    if (first.equals(second)) {
      throw new IllegalArgumentException("a crossing is of two dimensions");
    }
    if (first.compareTo(second) > 0) {
      String swapped = first;
      first = second;
      second = swapped;
    }
  }

  /** Returns whether the dimension is one of the two. */
  public boolean isOf(String dimension) {
    return first.equals(dimension) || second.equals(dimension);
  }
}
