package dev.seveneight.shared.reply;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The parts of a response that a reply can show in full. */
public enum Expansion {
  /** The person instead of the person's id. */
  PERSON,
  /** The notes. Replies always have them; Delighted's clients may ask for them. */
  NOTES;

  /** The parameter, or the field of a body, that requests them. */
  public static final String NAME = "expand";

  /** The valid values, for error messages. */
  public static final String VALUES = "person or notes";

  /** Returns the expansion with this name, if there is one. */
  public static Optional<Expansion> named(String name) {
    return Arrays.stream(values()).filter(each -> each.apiName().equals(name)).findFirst();
  }

  /** Returns the name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
