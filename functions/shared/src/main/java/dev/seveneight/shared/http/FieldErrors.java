package dev.seveneight.shared.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a request, so that a caller learns of all of it at once. Not safe for
 * several threads.
 */
public final class FieldErrors {
  private static final int MOST = 100;
  private static final int LONGEST_NAME = 200;

  private final List<FieldError> errors = new ArrayList<>();

  /**
   * Adds a field that breaks a rule. What is beyond the first 100, or beyond 200 characters of a
   * name, helps nobody.
   */
  public void add(String field, Rule rule, String message) {
    if (errors.size() < MOST) {
      String name = field.length() > LONGEST_NAME ? field.substring(0, LONGEST_NAME) : field;
      errors.add(new FieldError(name, rule, message));
    }
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
