package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.http.FieldErrors;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.ledger.PersonWriter.Stored;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Maps each e-mail address, phone number and external id to its person. Looks each up once, so that
 * all decisions of one attempt rest on the same data. The conditional write finds out whether that
 * data is still current. Not safe for use by several threads.
 */
final class IdentityOwners {
  private final PersonWriter people;
  private final Project project;
  private final Map<Identity, Optional<Stored>> owners = new HashMap<>();

  IdentityOwners(PersonWriter people, Project project) {
    this.people = people;
    this.project = project;
  }

  /** Returns the person with this identity; empty if it belongs to no person. */
  Optional<Stored> of(Identity identity) {
    return owners.computeIfAbsent(identity, unknown -> people.by(project, unknown));
  }

  /**
   * Checks that the identities that a write adds to a person do not belong to another person.
   *
   * @param fieldOf the name of the request's field with this kind of identity
   * @throws Problem 422 if one belongs to another person
   */
  void requireFree(
      Optional<Stored> before, Person wanted, Function<Identity.Kind, String> fieldOf) {
    FieldErrors taken = new FieldErrors();
    for (Identity identity : PersonWriter.added(before, wanted)) {
      of(identity)
          .filter(owner -> !owner.person().id().equals(wanted.id()))
          .ifPresent(
              owner ->
                  taken.add(
                      fieldOf.apply(identity.kind()),
                      Rule.ADDRESS_TAKEN,
                      "it belongs to another person"));
    }
    taken.throwIfAny();
  }
}
