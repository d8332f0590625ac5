package dev.seveneight.shared.segment.personal;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Judges whether a value identifies a person: an e-mail address, a phone number, a long number, an
 * IBAN, a card, a number that a state gives to a person, coordinates, a network address, a UUID, a
 * date of birth or a street address.
 *
 * <p>Values are short, and the patterns have no nested repetitions of the same characters, so that
 * none takes long.
 */
public final class PersonalValues {
  /** Digits in a row, with signs around them and a word for number before them. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile(
          "(?iu)(?:n[or°º]|num|n[uú]m[eé]ro|number|nummer|id)?[^\\p{L}0-9]*[0-9]{7,}[^\\p{L}0-9]*");

  /** A word before an IBAN or the number of a card: {@code IBAN: DE89...}. */
  private static final Pattern LABEL = Pattern.compile("^\\p{L}+(?: *[.:]+ *| +)");

  private static final Pattern UUID =
      Pattern.compile(
          "(?:urn:uuid:)?\\{?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\}?"
              + "|[0-9a-fA-F]{32}|[0-9a-fA-F]{40}");

  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");

  /** A latitude and a longitude with four decimals, which is within some ten metres. */
  private static final Pattern COORDINATES =
      Pattern.compile(
          "[+-]?[0-9]{1,3}\\.[0-9]{4,}°?(?: ?[NS])?(?: *[,;] *| )[+-]?[0-9]{1,3}\\.[0-9]{4,}°?(?: ?[EWO])?");

  private static final Pattern CARD = Pattern.compile("[0-9](?:[ -]?[0-9]){12,18}");

  /** The fewest digits of a number that identifies a person. */
  private static final int FEWEST_DIGITS = 7;

  /** A short date: 1/1/85. */
  private static final int FEWEST_DIGITS_OF_DATE = 4;

  private static final int SHORTEST_HEX = 32;

  private PersonalValues() {}

  /** Returns whether a value identifies a person. */
  public static boolean contains(String value) {
    if (hasEmail(value)) {
      return true;
    }
    long digits = value.codePoints().filter(Character::isDigit).count();
    if (digits == 0) {
      // All others have digits; most values of dimensions have none.
      return false;
    }
    String plain = plain(value);
    return (digits >= FEWEST_DIGITS && isIdentifier(plain))
        || (plain.length() >= SHORTEST_HEX && isUuid(plain))
        || NationalNumber.matches(plain)
        || NetworkAddress.matches(plain)
        || (digits >= FEWEST_DIGITS_OF_DATE && BirthDate.matches(plain))
        || StreetAddress.matches(plain);
  }

  private static boolean isIdentifier(String value) {
    String unlabelled = LABEL.matcher(value).replaceFirst("");
    return isLongNumber(value)
        || isIban(unlabelled)
        || isCard(unlabelled)
        || COORDINATES.matcher(value).matches()
        || PhoneShape.matches(value);
  }

  /** Returns whether a value contains an e-mail address. */
  public static boolean hasEmail(String value) {
    return value.indexOf('@') >= 0;
  }

  /** Returns the value with all digits, blanks and hyphens as ASCII. */
  private static String plain(String value) {
    StringBuilder plain = new StringBuilder();
    value
        .codePoints()
        .map(
            c ->
                switch (Character.getType(c)) {
                  case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(c, 10);
                  case Character.SPACE_SEPARATOR -> ' ';
                  case Character.DASH_PUNCTUATION -> '-';
                  default -> c;
                })
        .forEach(plain::appendCodePoint);
    return plain.toString().strip();
  }

  static boolean isLongNumber(String value) {
    return LONG_NUMBER.matcher(value).matches();
  }

  static boolean isUuid(String value) {
    return UUID.matcher(value).matches();
  }

  /** Whether this is an IBAN whose check digits are right (ISO 13616, remainder 1 modulo 97). */
  static boolean isIban(String value) {
    String iban = value.replace(" ", "").replace("-", "").toUpperCase(Locale.ROOT);
    if (!IBAN.matcher(iban).matches()) {
      return false;
    }
    int remainder = 0;
    String rotated = iban.substring(4) + iban.substring(0, 4);
    for (int i = 0; i < rotated.length(); i++) {
      int digit = Character.digit(rotated.charAt(i), 36);
      remainder = (remainder * (digit < 10 ? 10 : 100) + digit) % 97;
    }
    return remainder == 1;
  }

  /** Whether this is the number of a card: 13 to 19 digits that pass the Luhn check (ISO 7812). */
  static boolean isCard(String value) {
    if (!CARD.matcher(value).matches()) {
      return false;
    }
    String digits = value.replace(" ", "").replace("-", "");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}
