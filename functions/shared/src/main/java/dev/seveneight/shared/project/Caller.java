package dev.seveneight.shared.project;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The caller of a request: the project and the scopes of its key.
 *
 * @param project the project's id
 * @param keyId the id of the key, which is not the key
 * @param scopes what the key may do
 * @param expiry when the key expires; empty if it never does
 */
public record Caller(String project, String keyId, Set<Scope> scopes, Optional<Instant> expiry) {
  /** A caller without a key, who may do nothing. */
  public static final Caller NOBODY = new Caller("", "", Set.of(), Optional.empty());

  /** Whether the key may do what needs this scope. */
  public boolean may(Scope needed) {
    return scopes.stream().anyMatch(scope -> scope.includes(needed));
  }

  /** Whether the key has expired at a time. */
  public boolean isExpired(Instant now) {
    return expiry.filter(end -> !now.isBefore(end)).isPresent();
  }
}
