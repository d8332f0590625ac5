package dev.seveneight.shared.segment;

import java.util.Locale;

/** The reasons why a property, or a field such as {@code survey}, of a response is not counted. */
public enum NotCounted {
  /** The name looks personal. A property of this name is counted if it is declared. */
  PERSONAL_NAME(
      "The name looks as if its values identify a person. Declare the property to count it."),
  /** The value looks personal, and the name is not a dimension yet. */
  PERSONAL_VALUE("The value looks as if it identifies a person. Declare the property to count it."),
  /** The name or the value is too long to be counted without a declaration. */
  TOO_LONG("The name or the value has more than 50 characters. Declare the property to count it."),
  /** The value is an empty text. */
  EMPTY_VALUE("The value is empty."),
  /** The settings declare which properties are dimensions, and this one is not among them. */
  NOT_DECLARED("The settings declare which properties are dimensions, and not this one."),
  /** Ten other properties are dimensions. */
  NO_ROOM("Ten other properties are dimensions. Declare the ones that you want to count by."),
  /** The name was closed: nearly all of its values differed, or an operator removed it. */
  CLOSED("Nearly all of its values differed, or an operator removed it. Declare it to count it."),
  /** The property is not a dimension yet, and a key that only collects adds none. */
  NEW_NAME("It is no dimension yet, and a key with the scope collect alone adds none."),
  /**
   * The value is new, and the list is half full. Keys that only collect add no more values to it.
   */
  BEYOND_SHARE(
      "The value is new, and a key with the scope collect alone adds none once the list is half"
          + " full. It is not stored."),
  /** The property describes how a survey was shown, and is not part of the answer. */
  STEERS_SURVEY("It says how a survey was shown. Declare the property to count it."),
  /** The property has the name of a field of the response. */
  FIELD_NAME("It has the name of a field. Send the value in the field of this name."),
  /** The property has the name of a dimension that is not made of properties. */
  RESERVED_NAME("The name is reserved. Send the value in a property of another name to count it."),
  /** The response belongs to a survey that is not part of the headline. */
  OUT_OF_HEADLINE("Its survey is not in the headline, and no crossing joins the two."),
  /** When the response was stored, it was not counted; under today's settings it would be. */
  DECIDED_BEFORE("It was not counted when the response was stored. A rebuild can count it.");

  private final String sentence;

  NotCounted(String sentence) {
    this.sentence = sentence;
  }

  /** Returns whether the property is not counted although a dimension of its name may be. */
  boolean isBecauseOfADimension() {
    return this == FIELD_NAME || this == RESERVED_NAME;
  }

  /** Returns the stable name of this reason in replies. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns this reason in words, for the docs. */
  public String sentence() {
    return sentence;
  }
}
