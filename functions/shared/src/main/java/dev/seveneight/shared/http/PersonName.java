package dev.seveneight.shared.http;

import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.store.LedgerItems;
import java.util.Optional;

/**
 * How a path names a person: by the id, or by what the person is known by. If both are empty, it
 * cannot name anybody. Immutable.
 *
 * @param id the person's id, if it is one
 * @param identity what else it is
 */
public record PersonName(Optional<String> id, Optional<Identity> identity) {
  private static final int MOST_ESCAPES = 2;

  /**
   * Reads a part of a path: an id, an e-mail address, or what a word before a colon says that it
   * is, {@code email:jo@example.com}. It may be escaped up to twice more than the gateway has
   * resolved.
   */
  public static PersonName of(String parameter) {
    String text = parameter;
    for (int i = 0; i < MOST_ESCAPES; i++) {
      text = Parameters.unescape(text);
    }
    return LedgerItems.isId(text)
        ? new PersonName(Optional.of(text), Optional.empty())
        : new PersonName(Optional.empty(), identity(text));
  }

  private static Optional<Identity> identity(String text) {
    int colon = text.indexOf(':');
    String value = text.substring(colon + 1);
    return switch (colon < 0 ? "email" : text.substring(0, colon)) {
      case "email" -> Identity.email(value);
      case "phone_number" -> Identity.phoneNumber(value);
      case "external_id" -> Optional.of(new Identity(Identity.Kind.EXTERNAL_ID, value));
      default -> Optional.empty();
    };
  }
}
