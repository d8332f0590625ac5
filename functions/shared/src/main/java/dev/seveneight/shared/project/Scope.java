package dev.seveneight.shared.project;

import java.util.Locale;
import java.util.Optional;

/** The rights of a key. */
public enum Scope {
  /**
   * Create responses; changes no person, adds no dimension, and gets back only ids and the names
   * that are not counted.
   */
  COLLECT,
  /** Ask for numbers; no personal data. */
  METRICS,
  /** Read everything, numbers included. */
  READ,
  /**
   * Create, change and delete; includes {@link #COLLECT}. Without {@link #READ}, replies have only
   * ids and what the request sent.
   */
  WRITE,
  /** Read and change the settings. */
  ADMIN;

  /** The scope that the API calls by this name, if there is one. */
  public static Optional<Scope> named(String name) {
    for (Scope scope : values()) {
      if (scope.apiName().equals(name)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }

  /** The name that the API uses. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether who has this scope may do what needs the other. */
  public boolean includes(Scope other) {
    return this == other
        || (this == WRITE && other == COLLECT)
        || (this == READ && other == METRICS);
  }
}
