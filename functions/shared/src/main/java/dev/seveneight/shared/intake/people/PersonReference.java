package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.ledger.Identity;
import java.util.List;
import java.util.Optional;

/**
 * Who answered, as a request says it. Immutable.
 *
 * @param id the person's id, when the caller knows it; then there are no identities
 * @param identities what the person can be found by, and is made of if nobody is found
 * @param name the name, for a person that is new or has none
 */
public record PersonReference(
    Optional<String> id, List<Identity> identities, Optional<String> name) {
  /** Nobody known. */
  static final PersonReference ANONYMOUS =
      new PersonReference(Optional.empty(), List.of(), Optional.empty());

  public boolean isAnonymous() {
    return id.isEmpty() && identities.isEmpty();
  }

  /** The value of an identity of this kind, if there is one. */
  public Optional<String> valueOf(Identity.Kind kind) {
    return identities.stream().filter(i -> i.kind() == kind).map(Identity::value).findFirst();
  }
}
