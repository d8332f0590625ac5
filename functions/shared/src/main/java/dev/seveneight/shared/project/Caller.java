package dev.seveneight.shared.project;

import java.util.Set;

/**
 * Who asks: the project and the rights that a key stands for.
 *
 * @param project the project's id
 * @param scopes what the key may do
 */
public record Caller(String project, Set<Scope> scopes) {
  /** Who sent no key, and may do nothing. */
  public static final Caller NOBODY = new Caller("", Set.of());

  /** Whether the key may do what needs this scope. */
  public boolean may(Scope needed) {
    return scopes.stream().anyMatch(scope -> scope.includes(needed));
  }
}
