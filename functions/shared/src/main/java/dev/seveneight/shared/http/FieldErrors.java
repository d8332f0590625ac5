package dev.seveneight.shared.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a request, so that a caller learns of all of it at once. Not safe for
 * several threads.
 */
public final class FieldErrors {
  private final List<FieldError> errors = new ArrayList<>();

  /** Adds a field that breaks a rule. */
  public void add(String field, String code, String message) {
    errors.add(new FieldError(field, code, message));
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return errors.isEmpty();
  }

  /**
   * Ends the collecting.
   *
   * @throws Problem 422 with all that was added, if anything was
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
  }
}
