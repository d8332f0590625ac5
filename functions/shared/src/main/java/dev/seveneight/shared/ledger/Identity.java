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
  /** The kinds of identity; one that comes later says more surely who somebody is. */
  public enum Kind {
    /** A phone number, which a household may share. */
    PHONE_NUMBER,
    /** An e-mail address, which a team may share. */
    EMAIL,
    /** The id that the sender's own system has. */
    EXTERNAL_ID;

    /** The name in keys of the store. */
    public String storedName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
