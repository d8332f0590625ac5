package dev.seveneight.shared.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Shorthand for DynamoDB's values: writes and reads the few kinds of attribute that items here
 * have.
 */
public final class Attributes {
  private Attributes() {}

  /** A string. */
  public static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  /** A number. */
  public static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  /** A truth value. */
  public static AttributeValue flag(boolean value) {
    return AttributeValue.fromBool(value);
  }

  /** Bytes. */
  public static AttributeValue bytes(byte[] value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(value));
  }

  /** A list of strings. */
  public static AttributeValue texts(Collection<String> values) {
    return AttributeValue.fromL(values.stream().map(Attributes::text).toList());
  }

  /** A map from strings to strings. */
  public static AttributeValue textMap(Map<String, String> values) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    values.forEach((name, value) -> map.put(name, text(value)));
    return AttributeValue.fromM(map);
  }

  /**
   * Returns the string of this name, which the item must have.
   *
   * @throws MalformedItemException if it does not
   */
  public static String textOf(Map<String, AttributeValue> item, String name) {
    return optionalText(item, name)
        .orElseThrow(() -> new MalformedItemException("an item has no string " + name));
  }

  /** Returns the string of this name, if the item has it. */
  public static Optional<String> optionalText(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
  }

  /**
   * Returns the whole number of this name, which the item must have.
   *
   * @throws MalformedItemException if it does not
   */
  public static long numberOf(Map<String, AttributeValue> item, String name) {
    return optionalNumber(item, name)
        .orElseThrow(() -> new MalformedItemException("an item has no whole number " + name));
  }

  /** Returns the whole number of this name, if the item has it. */
  public static OptionalLong optionalNumber(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null || value.n() == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(value.n()));
    } catch (NumberFormatException e) {
      // A fraction, or longer than any number of ours.
      return OptionalLong.empty();
    }
  }

  /**
   * Returns the time of this name, in seconds since 1970, which the item must have.
   *
   * @throws MalformedItemException if it does not
   */
  public static Instant timeOf(Map<String, AttributeValue> item, String name) {
    return optionalTime(item, name)
        .orElseThrow(() -> new MalformedItemException("an item has no time " + name));
  }

  /** Returns the time of this name, in seconds since 1970, if the item has it. */
  public static Optional<Instant> optionalTime(Map<String, AttributeValue> item, String name) {
    OptionalLong second = optionalNumber(item, name);
    boolean isTime =
        second.isPresent()
            && second.getAsLong() >= Instant.MIN.getEpochSecond()
            && second.getAsLong() <= Instant.MAX.getEpochSecond();
    return isTime ? Optional.of(Instant.ofEpochSecond(second.getAsLong())) : Optional.empty();
  }

  /**
   * Returns the day of this name, {@code 2026-03-01}, which the item must have.
   *
   * @throws MalformedItemException if it does not
   */
  public static LocalDate dayOf(Map<String, AttributeValue> item, String name) {
    try {
      return LocalDate.parse(textOf(item, name));
    } catch (DateTimeException e) {
      throw new MalformedItemException("an item has no day " + name, e);
    }
  }

  /** Returns whether the item has this flag, and the flag is true. */
  public static boolean isSet(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value != null && Boolean.TRUE.equals(value.bool());
  }

  /**
   * Returns the strings of the list of this name; empty if the item does not have it.
   *
   * @throws MalformedItemException if the list has another element
   */
  public static List<String> textsOf(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (AttributeValue element : value.l()) {
      if (element.s() == null) {
        throw new MalformedItemException("an item has no list of strings " + name);
      }
      texts.add(element.s());
    }
    return List.copyOf(texts);
  }

  /**
   * Returns the strings among the elements of the list of this name; empty if the item does not
   * have it.
   */
  public static List<String> textsAmong(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null
        ? List.of()
        : value.l().stream().map(AttributeValue::s).filter(Objects::nonNull).toList();
  }

  /** Returns the strings of the set of this name; empty if the item does not have it. */
  public static List<String> textSetOf(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? List.of() : value.ss();
  }

  /**
   * Returns the map of strings of this name, by name; empty if the item does not have it.
   *
   * @throws MalformedItemException if the map has another value
   */
  public static SortedMap<String, String> textMapOf(Map<String, AttributeValue> item, String name) {
    SortedMap<String, String> texts = new TreeMap<>();
    AttributeValue value = item.get(name);
    if (value != null) {
      value.m().forEach((key, element) -> texts.put(key, textOf(value.m(), key)));
    }
    return texts;
  }

  /** Returns the bytes of this name, which the item must have. */
  public static byte[] bytesOf(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null || value.b() == null) {
      throw new MalformedItemException("an item has no bytes " + name);
    }
    return value.b().asByteArray();
  }
}
