package dev.seveneight.shared.ledger;

import java.util.Locale;

/**
 * What a person can be found by. Immutable.
 *
 * @param kind what it is
 * @param value the value in the form in which two are compared: an e-mail address in lower case, a
 *     phone number in E.164
 */
public record Identity(Kind kind, String value) {
  /** The kinds of identity. */
  public enum Kind {
    /** An e-mail address. */
    EMAIL,
    /** A phone number. */
    PHONE_NUMBER,
    /** The id that the sender's own system has. */
    EXTERNAL_ID;

    /** The name in keys of the store. */
    public String storedName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
