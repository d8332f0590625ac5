package dev.seveneight.shared.ledger;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person can be found by. Immutable.
 *
 * @param kind what it is
 * @param value the value in the form in which two are compared: an e-mail address in lower case, a
 *     phone number in E.164
 */
public record Identity(Kind kind, String value) {
  /**
   * One @ with something on both sides and a dot behind it: whether mail arrives there only mail
   * can tell.
   */
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");

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

  /** The e-mail address that a text is, in whatever case; empty if it is none. */
  public static Optional<Identity> email(String text) {
    String email = text.strip().toLowerCase(Locale.ROOT);
    return EMAIL.matcher(email).matches()
        ? Optional.of(new Identity(Kind.EMAIL, email))
        : Optional.empty();
  }

  /**
   * The phone number that a text is, in whatever way it is written, so that one person has one;
   * empty if it is none, or has no country code.
   */
  public static Optional<Identity> phoneNumber(String text) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = numbers.parse(text.strip(), "ZZ");
      return numbers.isPossibleNumber(number)
          ? Optional.of(
              new Identity(Kind.PHONE_NUMBER, numbers.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
