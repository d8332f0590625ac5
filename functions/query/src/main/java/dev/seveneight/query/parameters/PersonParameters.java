package dev.seveneight.query.parameters;

import dev.seveneight.shared.api.PersonInPath;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.validation.IdentityParameters;
import dev.seveneight.shared.validation.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The person that parameters name. Immutable.
 *
 * @param id the person's id, if it was given
 * @param identities identities that must all be the person's
 */
public record PersonParameters(Optional<String> id, List<Identity> identities) {
  /** An id that no person has. */
  static final String NOBODY = "~";

  /**
   * Parses {@code person_id} and {@code person_email}. Adds a field error for each that is invalid.
   */
  public static PersonParameters respondent(Parameters parameters) {
    Optional<String> id = parameters.text("person_id");
    if (id.filter(text -> !LedgerItems.isId(text)).isPresent()) {
      parameters.reject("person_id", Rule.FORMAT, "the id of a person: letters, digits, - and _");
    }
    return new PersonParameters(
        id, IdentityParameters.email(parameters, "person_email").stream().toList());
  }

  /**
   * Parses {@code email}, {@code phone_number} and {@code external_id}. Adds a field error for each
   * that is invalid.
   */
  public static PersonParameters knownBy(Parameters parameters, Project project) {
    List<Identity> identities = new ArrayList<>();
    IdentityParameters.email(parameters, "email").ifPresent(identities::add);
    IdentityParameters.phoneNumber(parameters, "phone_number", project.settings()::defaultCountry)
        .ifPresent(identities::add);
    IdentityParameters.externalId(parameters, "external_id").ifPresent(identities::add);
    return new PersonParameters(Optional.empty(), List.copyOf(identities));
  }

  /**
   * Parses {@code person_id}, {@code person_email} and {@code person_phone_number}. Adds a field
   * error for each that is invalid.
   */
  public static PersonParameters member(Parameters parameters, Project project) {
    PersonParameters person = respondent(parameters);
    List<Identity> identities = new ArrayList<>(person.identities());
    IdentityParameters.phoneNumber(
            parameters, "person_phone_number", project.settings()::defaultCountry)
        .ifPresent(identities::add);
    return new PersonParameters(person.id(), List.copyOf(identities));
  }

  /** Parses the person of a path; empty if the text can be neither an id nor an identity. */
  public static Optional<PersonParameters> inPath(String parameter, Project project) {
    PersonInPath name = PersonInPath.of(parameter, project.settings()::defaultCountry);
    return Optional.of(new PersonParameters(name.id(), name.identity().stream().toList()))
        .filter(asked -> !asked.isAnybody());
  }

  /** Whether the parameters name no person. */
  public boolean isAnybody() {
    return id.isEmpty() && identities.isEmpty();
  }

  /**
   * Returns the id of the named person; {@link #NOBODY} if no person matches, or if the parameters
   * name several. Empty if they name no person.
   */
  public Optional<String> find(Project project, LedgerReader ledger) {
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
}
