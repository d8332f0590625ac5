package dev.seveneight.shared.http;

import java.util.Locale;

/** The rules that a field or parameter can break. Their names are stable: programs go by them. */
public enum Rule {
  /** It has to be there. */
  REQUIRED,
  /** It has to be of another JSON type. */
  TYPE,
  /** It is a number or a time beyond its bounds. */
  RANGE,
  /** It is too long or too short, or holds too many elements or too few. */
  LENGTH,
  /** It is not written as it has to be, or is none of those that there are. */
  FORMAT,
  /** It holds characters that it must not. */
  CHARACTERS,
  /** There is no such field or parameter. */
  UNKNOWN,
  /** It is given twice. */
  DUPLICATE,
  /** What it names is not there. */
  NOT_FOUND,
  /** It contradicts something else. */
  CONFLICT,
  /** It cannot be changed any more. */
  FIXED,
  /** Somebody else is found by it. */
  ADDRESS_TAKEN,
  /** It asks for a group of numbers that are not known here. */
  UNSUPPORTED_GROUP;

  /** The code that answers carry. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
