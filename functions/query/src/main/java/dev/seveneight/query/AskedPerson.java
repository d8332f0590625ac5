package dev.seveneight.query;

import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.PersonName;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.LedgerItems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A person that parameters ask for. Immutable.
 *
 * @param id the person's id, if it was given
 * @param identities what else the person has to be known by
 */
record AskedPerson(Optional<String> id, List<Identity> identities) {
  /** An id that nobody has. */
  static final String NOBODY = "~";

  /** Reads {@code person_id} and {@code person_email}; says to the parameters what is wrong. */
  static AskedPerson whoAnswered(Parameters parameters) {
    Optional<String> id = parameters.text("person_id");
    if (id.filter(text -> !LedgerItems.isId(text)).isPresent()) {
      parameters.reject("person_id", Rule.FORMAT, "the id of a person: letters, digits, - and _");
    }
    return new AskedPerson(id, email(parameters, "person_email").stream().toList());
  }

  /** Reads {@code email} and {@code phone_number}; says to the parameters what is wrong. */
  static AskedPerson knownBy(Parameters parameters) {
    List<Identity> identities = new ArrayList<>();
    email(parameters, "email").ifPresent(identities::add);
    phoneNumber(parameters, "phone_number").ifPresent(identities::add);
    return new AskedPerson(Optional.empty(), List.copyOf(identities));
  }

  /**
   * Parses {@code person_id}, {@code person_email} and {@code person_phone_number}. Adds an error
   * for each that is invalid.
   */
  static AskedPerson member(Parameters parameters) {
    AskedPerson person = whoAnswered(parameters);
    List<Identity> identities = new ArrayList<>(person.identities());
    phoneNumber(parameters, "person_phone_number").ifPresent(identities::add);
    return new AskedPerson(person.id(), List.copyOf(identities));
  }

  /** Reads how a path names a person; empty if it cannot name anybody. */
  static Optional<AskedPerson> inPath(String parameter) {
    PersonName name = PersonName.of(parameter);
    return Optional.of(new AskedPerson(name.id(), name.identity().stream().toList()))
        .filter(asked -> !asked.isAnybody());
  }

  /** Whether nobody in particular is asked for. */
  boolean isAnybody() {
    return id.isEmpty() && identities.isEmpty();
  }

  /**
   * The id of the person who is asked for; {@link #NOBODY} if there is none, or if it would be
   * several. Empty if nobody in particular is asked for.
   */
  Optional<String> find(Project project, LedgerTable ledger) {
    if (isAnybody()) {
      return Optional.empty();
    }
    Set<String> found = new HashSet<>();
    id.ifPresent(found::add);
    for (Identity identity : identities) {
      found.add(ledger.personOf(project, identity).orElse(NOBODY));
    }
    return Optional.of(found.size() == 1 ? found.iterator().next() : NOBODY);
  }

  private static Optional<Identity> email(Parameters parameters, String name) {
    Optional<String> text = parameters.text(name);
    Optional<Identity> email = text.flatMap(Identity::email);
    if (text.isPresent() && email.isEmpty()) {
      parameters.reject(name, Rule.FORMAT, "an e-mail address");
    }
    return email;
  }

  private static Optional<Identity> phoneNumber(Parameters parameters, String name) {
    Optional<String> text = parameters.text(name);
    // A plus sign that was not escaped arrives as a space.
    Optional<Identity> number =
        text.map(given -> given.replaceFirst("^ +", "+")).flatMap(Identity::phoneNumber);
    if (text.isPresent() && number.isEmpty()) {
      parameters.reject(name, Rule.FORMAT, "a phone number with its country code, as +14155550100");
    }
    return number;
  }
}
