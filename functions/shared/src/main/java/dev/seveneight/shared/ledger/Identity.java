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
 * What a person can be found by. Immutable.
 *
 * @param kind what it is
 * @param value the value in the form in which two are compared: an e-mail address in lower case, a
 *     phone number in E.164
 */
public record Identity(Kind kind, String value) {
  /**
   * One @ with something on both sides, and a domain of at least two names. Whether mail arrives
   * there only mail can tell. Without white space of any script, and without what is put around or
   * between addresses: brackets, double quotes, commas, semicolons, colons, backslashes.
   */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>()\\[\\],;:\"\\\\]+@[\\p{L}\\p{M}\\p{N}_-]+(\\.[\\p{L}\\p{M}\\p{N}_-]+)+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern LETTERS = Pattern.compile("\\p{L}");

  private static final String MAILTO = "mailto:";

  /** The digits zero as people type them; a bracket or blanks may stand before them. */
  private static final Pattern TWO_ZEROS = Pattern.compile("^[\\s(]*[0\uFF10][\\s]?[0\uFF10]");

  /** The library's name for no country. */
  private static final String NO_COUNTRY = "ZZ";

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

  /**
   * Returns the e-mail address that a text is, in whatever case, also as {@code <jo@example.com>}
   * or {@code mailto:jo@example.com}; empty if it is none.
   */
  public static Optional<Identity> email(String text) {
    // Lower case can split a character, so the address is spelled again.
    String email = PlainText.address(bare(PlainText.address(text)).toLowerCase(Locale.ROOT));
    return EMAIL.matcher(email).matches()
        ? Optional.of(new Identity(Kind.EMAIL, email))
        : Optional.empty();
  }

  /** Removes what a link or a mail program puts around an address. */
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

  /** A link is escaped like any other address of the web. */
  private static String unescaped(String link) {
    try {
      return PercentEncoding.decode(link.startsWith("//") ? link.substring(2) : link);
    } catch (PercentEncoding.MalformedException e) {
      return link;
    }
  }

  /** Returns the sender's own id that a text is; empty if the text is blank. */
  public static Optional<Identity> externalId(String text) {
    return Optional.of(PlainText.identifier(text))
        .filter(id -> !id.isEmpty())
        .map(id -> new Identity(Kind.EXTERNAL_ID, id));
  }

  /**
   * Returns the phone number that a text is, in whatever way it is written, so that one person has
   * one number. {@code 00} at the front means a plus sign, in every country. Empty if it is no
   * number, if its country is unknown, or if it has letters or an extension: people at one
   * switchboard are not one person.
   *
   * @param defaultCountry gives the country of numbers without plus sign, as two letters of ISO
   *     3166; asked only for such a number
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
      // A number whose country is assumed has to be one that this country gives out.
      return (hasPlus ? numbers.isPossibleNumber(number) : numbers.isValidNumber(number))
          ? Optional.of(
              new Identity(Kind.PHONE_NUMBER, numbers.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** Spreadsheets and data frames write 14155550100 as 14155550100.0. */
  private static String withoutFraction(String number) {
    return number.endsWith(".0") && number.indexOf('.') == number.length() - 2
        ? number.substring(0, number.length() - 2)
        : number;
  }

  /** Whether numbers of a country, as two letters of ISO 3166, can be read. */
  public static boolean isCountry(String country) {
    return PhoneNumberUtil.getInstance().getSupportedRegions().contains(country);
  }
}
