package dev.seveneight.shared.intake;

import java.util.Optional;

/**
 * What a request wants with one field of a response. Immutable.
 *
 * @param isGiven whether it wants anything
 * @param value what the field becomes; empty for nothing
 */
public record Change<T>(boolean isGiven, Optional<T> value) {
  /** The field stays as it is. */
  public static <T> Change<T> keep() {
    return new Change<>(false, Optional.empty());
  }

  /** The field becomes empty. */
  public static <T> Change<T> clear() {
    return new Change<>(true, Optional.empty());
  }

  /** The field becomes this. */
  public static <T> Change<T> to(T value) {
    return new Change<>(true, Optional.of(value));
  }

  /** What becomes of what the field was. */
  public Optional<T> of(Optional<T> before) {
    return isGiven ? value : before;
  }
}
