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
 * Who is found by what. Each is looked up once, so that all decisions of one attempt to write rest
 * on one answer; whether that still holds, the write itself finds out. Not safe for several
 * threads.
 */
final class IdentityOwners {
  private final PersonWriter people;
  private final Project project;
  private final Map<Identity, Optional<Stored>> owners = new HashMap<>();

  IdentityOwners(PersonWriter people, Project project) {
    this.people = people;
    this.project = project;
  }

  /** The person who is found by this, if there is one. */
  Optional<Stored> of(Identity identity) {
    return owners.computeIfAbsent(identity, unknown -> people.by(project, unknown));
  }

  /**
   * Makes sure that nobody else is found by what a person is to be found by.
   *
   * @param fieldOf the field that says it
   * @throws Problem 422 if somebody is
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
