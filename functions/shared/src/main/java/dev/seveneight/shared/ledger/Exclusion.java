package dev.seveneight.shared.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a response is left out of the score without being deleted. */
public enum Exclusion {
  /** Somebody tried the survey out. */
  TEST,
  /** One of the project's own people. */
  EMPLOYEE,
  /** No human. */
  BOT,
  /** The same answer again. */
  DUPLICATE,
  /** Anything else. */
  OTHER;

  /** All names, for people to choose from. */
  public static final String NAMES =
      Arrays.stream(values()).map(Exclusion::apiName).collect(Collectors.joining(", "));

  /** The exclusion that the API calls by this name, if there is one. */
  public static Optional<Exclusion> named(String name) {
    return Arrays.stream(values()).filter(e -> e.apiName().equals(name)).findFirst();
  }

  /** The name that the API uses. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
