package dev.seveneight.shared.segment.personal;

import java.util.regex.Pattern;

/**
 * Detects phone numbers by their shape. A library that knows the numbers of all countries needs the
 * country of a number without plus sign, and would make the functions start later.
 */
final class PhoneShape {
  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;

  /** Words that may stand before a number. */
  private static final Pattern LABEL =
      Pattern.compile("(?i)^(?:tel|telefon|phone|mobile|mobil|fax|handy)[.:]? *");

  /** With a plus sign, or with the zeros of a foreign or national number. */
  private static final Pattern WITH_PREFIX =
      Pattern.compile("(?:\\+|\\(\\+|\\(?0\\)? ?)[0-9][0-9 ().\\-/]*");

  /** As in North America: {@code (415) 555-0100}, {@code 1-415-555-0100}, {@code 415.555.0100}. */
  private static final Pattern NORTH_AMERICAN =
      Pattern.compile("(?:1[ .-]?)?(?:\\([0-9]{3}\\) ?|[0-9]{3}[ .-])[0-9]{3}[ .-][0-9]{4}");

  /** Three groups of three, as in Spain, Portugal and Poland; a round number is an amount. */
  private static final Pattern THREES =
      Pattern.compile("[5-9][0-9]{2}([ -])[0-9]{3}\\1(?!000)[0-9]{3}");

  /** An area code in parentheses: {@code (11) 98765-4321}, {@code 8 (495) 123-45-67}. */
  private static final Pattern WITH_AREA =
      Pattern.compile("(?:[0-9]{1,2} ?)?\\([0-9]{1,5}\\) ?[0-9][0-9 .-]{4,}");

  /** As in Brazil, where mobile numbers begin with a nine: {@code 11 91234-5678}. */
  private static final Pattern BRAZILIAN =
      Pattern.compile("[1-9][0-9] (?:9[0-9]|[2-5])[0-9]{3}-[0-9]{4}");

  /** Groups that end in two pairs, which amounts do not: {@code 91 123 45 67}. */
  private static final Pattern ENDS_IN_PAIRS =
      Pattern.compile("[0-9]{1,3}([ -])[0-9]{3}(?:\\1[0-9]{3})?(?:\\1[0-9]{2}){2}");

  /** Three pairs behind a code, as in Spain: {@code 612 34 56 78}. */
  private static final Pattern THREE_PAIRS = Pattern.compile("[0-9]{3}(?: [0-9]{2}){3}");

  /** Four or five pairs, as in Norway, Denmark and France without its zero. */
  private static final Pattern PAIRS = Pattern.compile("[0-9]{2}(?: [0-9]{2}){3,4}");

  /** A plus sign with digits within another text: {@code call +49 30 901820}. */
  private static final Pattern WITHIN = Pattern.compile("\\+[0-9](?:[ ().\\-/]{0,2}[0-9]){6,14}");

  private PhoneShape() {}

  static boolean matches(String value) {
    String number = LABEL.matcher(value).replaceFirst("");
    return NORTH_AMERICAN.matcher(number).matches()
        || THREES.matcher(number).matches()
        || PAIRS.matcher(number).matches()
        || ENDS_IN_PAIRS.matcher(number).matches()
        || THREE_PAIRS.matcher(number).matches()
        || BRAZILIAN.matcher(number).matches()
        || WITHIN.matcher(value).find()
        || ((WITH_PREFIX.matcher(number).matches() || WITH_AREA.matcher(number).matches())
            && hasLengthOfNumber(number))
        || (number.length() < value.length() && isDigits(number));
  }

  private static boolean isDigits(String number) {
    return number.chars().allMatch(c -> "0123456789 ().-/+".indexOf(c) >= 0)
        && hasLengthOfNumber(number);
  }

  private static boolean hasLengthOfNumber(String number) {
    long digits = number.chars().filter(Character::isDigit).count();
    return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS && !CalendarDate.matches(number);
  }
}
