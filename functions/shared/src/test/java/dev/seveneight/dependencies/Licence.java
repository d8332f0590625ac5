package dev.seveneight.dependencies;

import java.util.Collection;
import java.util.Set;

/** Which licences are allowed, by their SPDX ids. */
final class Licence {
  /** What ships may have no other. */
  static final Set<String> SHIPPED =
      Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause");

  /** What only tests and tools use may have these too. DynamoDB Local has one of its own. */
  private static final Set<String> OF_TOOLS =
      Set.of("EPL-1.0", "EPL-2.0", "MPL-2.0", "LicenseRef-DynamoDB-Local");

  private Licence() {}

  /** Whether something that ships may have these licences, of which one may be chosen. */
  static boolean mayShip(Collection<String> licences) {
    return licences.stream().anyMatch(SHIPPED::contains);
  }

  /** Whether a test or a tool may have these licences, of which one may be chosen. */
  static boolean mayBeUsed(Collection<String> licences) {
    return mayShip(licences) || licences.stream().anyMatch(OF_TOOLS::contains);
  }
}
