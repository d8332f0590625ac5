package dev.seveneight.shared.api;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The person that a path names, by the id or by an identity. If both are empty, no person can
 * match. Immutable.
 *
 * <p>The gateway decodes a path once, and cuts it at a question mark that appears by decoding. A
 * cut path cannot be recognised. Therefore a deletion must not take an external id from a path.
 *
 * @param id the person's id, if the path has an id
 * @param identity the person's identity, if the path has one
 */
public record PersonInPath(Optional<String> id, Optional<Identity> identity) {
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
  private static final String EXTERNAL_ID = "external_id";

  /**
   * Parses a part of a path, as decoded by the gateway: an id, an e-mail address, or an identity
   * whose kind is named before a colon, such as {@code email:jo@example.com}.
   *
   * @param defaultCountry the country of phone numbers without plus sign
   * @throws Problem 422 if an address still has a percent escape: it was escaped twice, or it
   *     really has a percent sign, and it cannot be decided which
   */
  public static PersonInPath of(String parameter, Supplier<Optional<String>> defaultCountry) {
    if (LedgerItems.isId(parameter)) {
      return new PersonInPath(Optional.of(parameter), Optional.empty());
    }
    int colon = parameter.indexOf(':');
    String kind = colon < 0 ? "email" : parameter.substring(0, colon);
    String value = parameter.substring(colon + 1);
    if (!kind.equals(EXTERNAL_ID) && ESCAPE.matcher(parameter).find()) {
      throw Problem.invalid(
          "id",
          Rule.FORMAT,
          "still a percent escape after the path was decoded: escape the path once, or use the"
              + " query parameters email and phone_number of /v1/people");
    }
    return new PersonInPath(
        Optional.empty(),
        switch (kind) {
          case "email" -> Identity.email(value);
          case "phone_number" -> Identity.phoneNumber(value, defaultCountry);
          case EXTERNAL_ID -> Identity.externalId(value);
          // The word is unknown, but the text may be an address such as mailto:jo@example.com.
          default -> Identity.email(parameter);
        });
  }

  /**
   * Parses a part of a path that names a person to be deleted.
   *
   * @throws Problem 422 as above, and if it is an external id, which the gateway may have cut
   */
  public static PersonInPath ofDeletion(
      String parameter, Supplier<Optional<String>> defaultCountry) {
    if (parameter.startsWith(EXTERNAL_ID + ":")) {
      throw Problem.invalid(
          "id",
          Rule.FORMAT,
          "an external_id cannot stand in this path, which cannot carry every id unchanged; use the"
              + " person's id, which GET /v1/people?external_id=... shows");
    }
    return of(parameter, defaultCountry);
  }
}
