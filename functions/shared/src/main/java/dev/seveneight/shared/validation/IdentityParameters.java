package dev.seveneight.shared.validation;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.Identity;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the parameters that identify a person. Adds a field error for each that is invalid. */
public final class IdentityParameters {
  /** The text of the error for a phone number that cannot be read. */
  public static final String PHONE_NUMBER_FORM =
      "a phone number with + and its country code, as +14155550100; the setting default_country"
          + " is the country of numbers without +";

  /** The rule for ids from the sender's own system. */
  public static final TextRule EXTERNAL_ID = TextRule.identifier(500);

  /** A plus sign that was not escaped arrives as a blank. No country code begins with 0. */
  private static final Pattern LOST_PLUS_SIGN = Pattern.compile("^ +(?=[1-9])");

  private IdentityParameters() {}

  /** Reads an e-mail address. */
  public static Optional<Identity> email(Parameters parameters, String name) {
    Optional<String> text = parameters.text(name, TextRule.address(2_000));
    Optional<Identity> email = text.flatMap(Identity::email);
    if (text.isPresent() && email.isEmpty()) {
      parameters.reject(name, Rule.FORMAT, "an e-mail address");
    }
    return email;
  }

  /**
   * Reads a phone number.
   *
   * @param defaultCountry the country of numbers without plus sign
   */
  public static Optional<Identity> phoneNumber(
      Parameters parameters, String name, Supplier<Optional<String>> defaultCountry) {
    Optional<String> given =
        parameters.asGiven(name).map(text -> LOST_PLUS_SIGN.matcher(text).replaceFirst("+"));
    Optional<Identity> number = given.flatMap(text -> Identity.phoneNumber(text, defaultCountry));
    if (given.isPresent() && number.isEmpty()) {
      parameters.reject(name, Rule.FORMAT, PHONE_NUMBER_FORM);
    }
    return number;
  }

  /** Reads an id from the sender's own system. */
  public static Optional<Identity> externalId(Parameters parameters, String name) {
    return parameters.text(name, EXTERNAL_ID).flatMap(Identity::externalId);
  }
}
