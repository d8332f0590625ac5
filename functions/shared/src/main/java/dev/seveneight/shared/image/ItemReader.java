package dev.seveneight.shared.image;

import dev.seveneight.shared.id.IdRule;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.tally.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the attributes of one item strictly: an attribute has exactly the type that ours have, and
 * a number is whole, without a sign and of at most 15 digits. Immutable.
 */
record ItemReader(Map<String, Stored> attributes) {
  private static final int MOST_DIGITS = 15;
  private static final long SECONDS_OF_DAY = 86_400;

  /** Returns whether the item has an attribute. */
  boolean has(String name) {
    return attributes.containsKey(name);
  }

  String text(String name) throws FlawException {
    if (attributes.get(name) instanceof Stored.Text text) {
      return text.value();
    }
    throw missingOr(name, "not a string");
  }

  Optional<String> optionalText(String name) throws FlawException {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** Returns a text that is an id. */
  String id(String name) throws FlawException {
    return requireId(name, text(name));
  }

  Optional<String> optionalId(String name) throws FlawException {
    return has(name) ? Optional.of(id(name)) : Optional.empty();
  }

  static String requireId(String name, String text) throws FlawException {
    if (!IdRule.isId(text)) {
      throw new FlawException(name + " is not an id");
    }
    return text;
  }

  /** Checks that a text is exactly this. */
  void expect(String name, String expected) throws FlawException {
    if (!text(name).equals(expected)) {
      throw new FlawException(name + " is not that of the item");
    }
  }

  long whole(String name) throws FlawException {
    if (!(attributes.get(name) instanceof Stored.Numeral numeral)) {
      throw missingOr(name, "not a number");
    }
    return digits(name, numeral.digits());
  }

  /** Returns a whole number from 1 on. */
  long positive(String name) throws FlawException {
    long number = whole(name);
    if (number == 0) {
      throw new FlawException(name + " is 0");
    }
    return number;
  }

  private static long digits(String name, String digits) throws FlawException {
    int length = digits.length();
    boolean isPlain =
        length > 0 && length <= MOST_DIGITS && (length == 1 || digits.charAt(0) != '0');
    long number = 0;
    for (int i = 0; isPlain && i < length; i++) {
      char c = digits.charAt(i);
      isPlain = c >= '0' && c <= '9';
      number = 10 * number + (c - '0');
    }
    if (!isPlain) {
      throw new FlawException(name + " is not a whole number of at most 15 digits");
    }
    return number;
  }

  boolean truth(String name) throws FlawException {
    if (attributes.get(name) instanceof Stored.Truth truth) {
      return truth.value();
    }
    throw missingOr(name, "neither true nor false");
  }

  /** Returns whether the item has a flag. The only valid value is true. */
  boolean isSet(String name) throws FlawException {
    if (has(name) && !truth(name)) {
      throw new FlawException(name + " is false");
    }
    return has(name);
  }

  List<Stored> elements(String name) throws FlawException {
    if (attributes.get(name) instanceof Stored.Elements list) {
      return list.elements();
    }
    throw missingOr(name, "not a list");
  }

  Map<String, Stored> members(String name) throws FlawException {
    if (attributes.get(name) instanceof Stored.Members map) {
      return map.members();
    }
    throw missingOr(name, "not a map");
  }

  /**
   * Returns the day of a time, as stored in the item, in some time zone.
   *
   * @param time in seconds since 1970
   */
  LocalDate dayOf(long time) throws FlawException {
    LocalDate day =
        Period.firstDay(Period.Unit.DAY, text(ItemAttribute.DAY), 0)
            .orElseThrow(() -> new FlawException("day is not a date"));
    if (Math.abs(day.toEpochDay() - Math.floorDiv(time, SECONDS_OF_DAY)) > 1) {
      throw new FlawException("day is not the day of the time in any time zone");
    }
    return day;
  }

  private FlawException missingOr(String name, String fault) {
    return new FlawException(name + (has(name) ? " is " + fault : " is missing"));
  }
}
