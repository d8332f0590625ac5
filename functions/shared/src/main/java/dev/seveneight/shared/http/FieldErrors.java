package dev.seveneight.shared.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the field errors of a request, so that one reply lists all of them. Not safe for use by
 * several threads.
 */
public final class FieldErrors {
  private static final int MOST = 100;
  private static final int LONGEST_NAME = 200;

  private final List<FieldError> errors = new ArrayList<>();

  /**
   * Adds a field that breaks a rule. Ignores errors after the first 100, and cuts names after 200
   * characters.
   */
  public void add(String field, Rule rule, String message) {
    if (errors.size() < MOST) {
      String name = field.length() > LONGEST_NAME ? field.substring(0, LONGEST_NAME) : field;
      errors.add(new FieldError(name, rule, message));
    }
  }

  /** Whether there are no errors so far. */
  public boolean isEmpty() {
    return errors.isEmpty();
  }

  /**
   * Ends the collecting.
   *
   * @throws Problem 422 with all errors, if there are any
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
  }
}
