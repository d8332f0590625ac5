package dev.seveneight.shared.intake;

import java.util.Optional;

/**
 * The change of one field that a request asks for. Immutable.
 *
 * @param isGiven whether the request has the field; if not, the field stays
 * @param value the new value; empty to clear the field
 */
public record Change<T>(boolean isGiven, Optional<T> value) {
  /** Returns the change that keeps the field as it is. */
  public static <T> Change<T> keep() {
    return new Change<>(false, Optional.empty());
  }

  /** Returns the change that clears the field. */
  public static <T> Change<T> clear() {
    return new Change<>(true, Optional.empty());
  }

  /** Returns the change that sets the field to a value. */
  public static <T> Change<T> to(T value) {
    return new Change<>(true, Optional.of(value));
  }

  /** Returns the field's value after the change. */
  public Optional<T> of(Optional<T> before) {
    return isGiven ? value : before;
  }
}
