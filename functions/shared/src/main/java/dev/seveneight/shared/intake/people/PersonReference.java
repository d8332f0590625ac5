package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.ledger.Identity;
import java.util.List;
import java.util.Optional;

/**
 * The person of a response, as the request names it. Immutable.
 *
 * @param id the person's id, if the caller knows it; then there are no identities
 * @param identities identities that find the person, and that a new person gets
 * @param name the name, for a person that is new or has no name
 */
public record PersonReference(
    Optional<String> id, List<Identity> identities, Optional<String> name) {
  /** The reference of an anonymous response. */
  static final PersonReference ANONYMOUS =
      new PersonReference(Optional.empty(), List.of(), Optional.empty());

  /** Whether the request names no person. */
  public boolean isAnonymous() {
    return id.isEmpty() && identities.isEmpty();
  }

  /** Returns the value of the identity of this kind; empty if there is none. */
  public Optional<String> valueOf(Identity.Kind kind) {
    return identities.stream().filter(i -> i.kind() == kind).map(Identity::value).findFirst();
  }
}
