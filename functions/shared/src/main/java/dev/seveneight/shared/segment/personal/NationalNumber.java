package dev.seveneight.shared.segment.personal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects national identity numbers by their shape, if other values do not have that shape. Most
 * other identity numbers have seven or more digits in a row, and {@link PersonalValues} detects
 * these.
 */
final class NationalNumber {
  private static final Pattern WITH_FIXED_SHAPE =
      Pattern.compile(
          // The United States' social security number: 123-45-6789.
          "[0-9]{3}-[0-9]{2}-[0-9]{4}"
              // Brazil's CPF: 123.456.789-09.
              + "|[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}"
              // Italy's codice fiscale: RSSMRA85M01H501Z.
              + "|[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]"
              // Britain's national insurance number: AB123456C, AB 12 34 56 C.
              + "|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]");

  /** A day in six or eight digits and four more, as in Sweden and Denmark: 850412-1234. */
  private static final Pattern WITH_DAY =
      Pattern.compile("(?:19|20)?([0-9]{2})([0-9]{2})([0-9]{2})[-+][0-9]{4}");

  private static final int SHORTEST = 9;

  private NationalNumber() {}

  static boolean matches(String value) {
    return value.length() >= SHORTEST
        && (WITH_FIXED_SHAPE.matcher(value.toUpperCase(Locale.ROOT)).matches() || hasDay(value));
  }

  /** Returns whether the value has a day, with the year first or last. */
  private static boolean hasDay(String value) {
    Matcher number = WITH_DAY.matcher(value);
    return number.matches()
        && isBetween(number.group(2), 12)
        && (isBetween(number.group(1), 31) || isBetween(number.group(3), 31));
  }

  private static boolean isBetween(String number, int most) {
    int value = Integer.parseInt(number);
    return value >= 1 && value <= most;
  }
}
