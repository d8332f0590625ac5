package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Change;
import dev.seveneight.shared.intake.MergedProperties;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A checked request to change an existing person. Immutable.
 *
 * @param email the change of the e-mail address
 * @param phoneNumber the change of the phone number
 * @param externalId the change of the id in the sender's own system
 * @param name the change of the name
 * @param properties the properties that change; an empty value removes the property, and clearing
 *     removes all
 */
public record PersonEdit(
    Change<String> email,
    Change<String> phoneNumber,
    Change<String> externalId,
    Change<String> name,
    Change<Map<String, Optional<String>>> properties) {

  /**
   * Returns the person after the change.
   *
   * @throws Problem 422 if the person would have no identity or too many properties
   */
  Person applyTo(Person before) {
    Person after =
        before
            .with(Identity.Kind.EMAIL, email.of(before.email()))
            .with(Identity.Kind.PHONE_NUMBER, phoneNumber.of(before.phoneNumber()))
            .with(Identity.Kind.EXTERNAL_ID, externalId.of(before.externalId()))
            .withName(name.of(before.name()))
            .withProperties(
                new TreeMap<>(MergedProperties.of(before.properties(), properties, "properties")));
    if (before.hasIdentity() && !after.hasIdentity()) {
      throw Problem.invalid(
          "email", Rule.REQUIRED, "a person keeps one of email, phone_number and external_id");
    }
    return after;
  }
}
