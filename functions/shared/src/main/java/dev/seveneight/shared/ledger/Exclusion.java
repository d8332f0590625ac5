package dev.seveneight.shared.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reasons why a response is stored but not counted in the score. */
public enum Exclusion {
  /** A test of the survey. */
  TEST,
  /** A response of an employee of the project's owner. */
  EMPLOYEE,
  /** A response of a program. */
  BOT,
  /** A copy of another response. */
  DUPLICATE,
  /** Another reason. */
  OTHER;

  /** All names in the API, for error messages. */
  public static final String NAMES =
      Arrays.stream(values()).map(Exclusion::apiName).collect(Collectors.joining(", "));

  /** Returns the exclusion with this name in the API; empty if there is no such exclusion. */
  public static Optional<Exclusion> named(String name) {
    return Arrays.stream(values()).filter(e -> e.apiName().equals(name)).findFirst();
  }

  /** Returns the name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
