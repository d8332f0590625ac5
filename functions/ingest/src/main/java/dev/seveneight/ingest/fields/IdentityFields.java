package dev.seveneight.ingest.fields;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.validation.Fields;
import dev.seveneight.shared.validation.IdentityParameters;
import dev.seveneight.shared.validation.TextRule;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the fields that identify a person, with the names that a request uses for them. An empty
 * field is ignored.
 */
public final class IdentityFields {
  private IdentityFields() {}

  /** Reads an e-mail address; empty if the field is missing or empty. */
  public static Optional<Identity> email(Fields fields, String name) {
    return text(fields, name, Limits.EMAIL)
        .flatMap(text -> orReject(fields, name, Identity.email(text), "an e-mail address"));
  }

  /**
   * Reads a phone number.
   *
   * @param defaultCountry the country of numbers without plus sign
   */
  public static Optional<Identity> phoneNumber(
      Fields fields, String name, Supplier<Optional<String>> defaultCountry) {
    return text(fields, name, Limits.PHONE_NUMBER)
        .flatMap(
            text ->
                orReject(
                    fields,
                    name,
                    Identity.phoneNumber(text, defaultCountry),
                    IdentityParameters.PHONE_NUMBER_FORM));
  }

  /** Reads the sender's own id of a person; empty if the field is missing or empty. */
  public static Optional<Identity> externalId(Fields fields, String name) {
    return text(fields, name, Limits.EXTERNAL_ID).flatMap(Identity::externalId);
  }

  /** Reads the person's name. */
  public static Optional<String> name(Fields fields) {
    return fields.text("name", Limits.NAME).filter(text -> !text.isEmpty());
  }

  private static Optional<String> text(Fields fields, String name, TextRule rule) {
    return fields.textOrNumber(name, rule).filter(text -> !text.isEmpty());
  }

  private static Optional<Identity> orReject(
      Fields fields, String name, Optional<Identity> identity, String message) {
    if (identity.isEmpty()) {
      fields.reject(name, Rule.FORMAT, message);
    }
    return identity;
  }
}
