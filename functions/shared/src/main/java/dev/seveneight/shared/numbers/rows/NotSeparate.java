package dev.seveneight.shared.numbers.rows;

import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.PersonalLook;
import dev.seveneight.shared.segment.ValueList;
import java.util.Optional;

/**
 * The reasons for which a value is not counted separately. Responses with such a value are in the
 * row {@code other} of their dimension, and the value itself has no responses in any number.
 */
public enum NotSeparate {
  /** The list of values rejected a value, and takes no new ones until a rebuild. */
  LIST_FULL("the list of values is full"),

  /** An operator removed the value. */
  REMOVED("an operator removed the value"),

  /** The value looks personal, and its property is not declared. */
  LOOKS_PERSONAL("the value looks personal, and its property is not declared"),

  /** The value is longer than a key of a tally can be. */
  TOO_LONG("the value is too long");

  private final String text;

  NotSeparate(String text) {
    this.text = text;
  }

  /** Returns the reason in a sentence, for people. */
  public String sentence() {
    return text + ": responses with this value are counted together with others, in the row other";
  }

  /**
   * Returns why a value is not counted separately; empty if it is, or would be.
   *
   * @param values the current list of the dimension's values
   */
  static Optional<NotSeparate> of(
      String dimension, String value, ValueList values, Settings settings) {
    boolean isOutOfHeadline =
        dimension.equals(Dimensions.SURVEY) && settings.surveysOutOfHeadline().contains(value);
    if (values.listed().contains(value) || isOutOfHeadline) {
      return Optional.empty();
    }
    if (values.closed().contains(value)) {
      return Optional.of(REMOVED);
    }
    if (!Dimensions.BUILT_IN.contains(dimension)) {
      boolean isDeclared = settings.dimensions().isPresent();
      if (isDeclared
          && value.codePointCount(0, value.length()) > Dimensions.LONGEST_DECLARED_VALUE) {
        return Optional.of(TOO_LONG);
      }
      if (!isDeclared && PersonalLook.ofValue(value).isPresent()) {
        return Optional.of(LOOKS_PERSONAL);
      }
    }
    return values.full() ? Optional.of(LIST_FULL) : Optional.empty();
  }
}
