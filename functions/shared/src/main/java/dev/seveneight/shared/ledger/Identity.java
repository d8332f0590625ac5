package dev.seveneight.shared.ledger;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.seveneight.shared.text.PercentEncoding;
import dev.seveneight.shared.text.PlainText;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An e-mail address, phone number or external id, which finds a person. Immutable.
 *
 * @param kind the kind
 * @param value the value in normal form: an e-mail address in lower case, a phone number in E.164
 */
public record Identity(Kind kind, String value) {
  /**
   * Matches an e-mail address: one @ with a text on both sides, and a domain of at least two names.
   * It has no white space of any script, and none of the characters that programs write around or
   * between addresses: brackets, double quotes, commas, semicolons, colons, backslashes. The
   * pattern cannot tell whether the address exists.
   */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>()\\[\\],;:\"\\\\]+@[\\p{L}\\p{M}\\p{N}_-]+(\\.[\\p{L}\\p{M}\\p{N}_-]+)+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern LETTERS = Pattern.compile("\\p{L}");

  private static final String MAILTO = "mailto:";

  /** Matches two zeros at the start, after blanks or a bracket, as people type them. */
  private static final Pattern TWO_ZEROS = Pattern.compile("^[\\s(]*[0\uFF10][\\s]?[0\uFF10]");

  /** The library's name for an unknown country. */
  private static final String NO_COUNTRY = "ZZ";

  /** The kinds of identity, the least certain first. */
  public enum Kind {
    /** A phone number. A household may share it. */
    PHONE_NUMBER,
    /** An e-mail address. A team may share it. */
    EMAIL,
    /** The id of the person in the caller's own system. */
    EXTERNAL_ID;

    /** Returns the name in keys of the store. */
    public String storedName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Parses an e-mail address in any case, also in the forms {@code <jo@example.com>} and {@code
   * mailto:jo@example.com}. Returns empty if the text is not an e-mail address.
   */
  public static Optional<Identity> email(String text) {
    // Lower case can split a character, so the address is spelled again.
    String email = PlainText.address(bare(PlainText.address(text)).toLowerCase(Locale.ROOT));
    return EMAIL.matcher(email).matches()
        ? Optional.of(new Identity(Kind.EMAIL, email))
        : Optional.empty();
  }

  /** Removes the characters that links and mail programs write around an address. */
  private static String bare(String address) {
    if (address.startsWith("<") && address.endsWith(">")) {
      return bare(PlainText.address(address.substring(1, address.length() - 1)));
    }
    if (address.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
      String rest = address.substring(MAILTO.length());
      int question = rest.indexOf('?');
      return bare(PlainText.address(unescaped(question < 0 ? rest : rest.substring(0, question))));
    }
    return address;
  }

  /** Decodes a link, which is percent-encoded like every URL. */
  private static String unescaped(String link) {
    try {
      return PercentEncoding.decode(link.startsWith("//") ? link.substring(2) : link);
    } catch (PercentEncoding.MalformedException e) {
      return link;
    }
  }

  /** Returns the external id; empty if the text is blank. */
  public static Optional<Identity> externalId(String text) {
    return Optional.of(PlainText.identifier(text))
        .filter(id -> !id.isEmpty())
        .map(id -> new Identity(Kind.EXTERNAL_ID, id));
  }

  /**
   * Parses a phone number, in any common spelling. {@code 00} at the start means a plus sign, in
   * every country. Returns empty if the text is not a phone number, if the country is unknown, or
   * if there are letters or an extension, because people behind one switchboard share its number.
   *
   * @param defaultCountry returns the country of numbers without a plus sign, as two letters of ISO
   *     3166; called only for such a number
   */
  public static Optional<Identity> phoneNumber(
      String text, Supplier<Optional<String>> defaultCountry) {
    String international =
        TWO_ZEROS.matcher(withoutFraction(PlainText.identifier(text))).replaceFirst("+");
    if (LETTERS.matcher(international).find()) {
      // The library reads letters as the keys of a phone: "(mobile)" would become digits.
      return Optional.empty();
    }
    boolean hasPlus = international.indexOf('+') >= 0 || international.indexOf('\uFF0B') >= 0;
    String country = hasPlus ? NO_COUNTRY : defaultCountry.get().orElse(NO_COUNTRY);
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = numbers.parse(international, country);
      if (number.hasExtension()) {
        return Optional.empty();
      }
      // Without a plus sign, the country is only assumed. So the number must be valid there.
      return (hasPlus ? numbers.isPossibleNumber(number) : numbers.isValidNumber(number))
          ? Optional.of(
              new Identity(Kind.PHONE_NUMBER, numbers.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** Removes the fraction of numbers such as 14155550100.0, as spreadsheets write them. */
  private static String withoutFraction(String number) {
    return number.endsWith(".0") && number.indexOf('.') == number.length() - 2
        ? number.substring(0, number.length() - 2)
        : number;
  }

  /** Returns whether a text is a known country: two letters of ISO 3166. */
  public static boolean isCountry(String country) {
    return PhoneNumberUtil.getInstance().getSupportedRegions().contains(country);
  }
}
