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
 * A request to change a person who is there, checked. Immutable.
 *
 * @param email what becomes of the e-mail address
 * @param phoneNumber what becomes of the phone number
 * @param externalId what becomes of the id that the sender's own system has
 * @param name what becomes of the name
 * @param properties the properties that change, empty ones are removed; clearing removes all
 */
public record PersonEdit(
    Change<String> email,
    Change<String> phoneNumber,
    Change<String> externalId,
    Change<String> name,
    Change<Map<String, Optional<String>>> properties) {

  /**
   * The person after the change.
   *
   * @throws Problem 422 if it could not be found any more, or would have too many properties
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
