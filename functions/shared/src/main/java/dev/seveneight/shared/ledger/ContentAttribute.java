package dev.seveneight.shared.ledger;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The attributes of a response's item that hold content and do not decide where the response is
 * counted. An item does not have an attribute that is empty.
 */
public enum ContentAttribute {
  /** The comment. */
  COMMENT(ItemAttribute.COMMENT, Shape.TEXT),
  /** The properties. */
  PROPERTIES(ItemAttribute.PROPERTIES, Shape.MAP_OF_TEXTS),
  /** The survey. */
  SURVEY(ItemAttribute.SURVEY, Shape.TEXT),
  /** The channel. */
  CHANNEL(ItemAttribute.CHANNEL, Shape.TEXT),
  /** The language. */
  LANGUAGE(ItemAttribute.LANGUAGE, Shape.TEXT),
  /** The tags. */
  TAGS(ItemAttribute.TAGS, Shape.LIST_OF_TEXTS),
  /** The additional answers. */
  ADDITIONAL_ANSWERS(ItemAttribute.ADDITIONAL_ANSWERS, Shape.JSON_ARRAY),
  /** The notes. */
  NOTES(ItemAttribute.NOTES, Shape.JSON_ARRAY);

  /** The type of an attribute. An item with another type is invalid. */
  public enum Shape {
    /** A text. */
    TEXT,
    /** A list of texts. */
    LIST_OF_TEXTS,
    /** A map of texts. */
    MAP_OF_TEXTS,
    /** A text that is a JSON array. */
    JSON_ARRAY
  }

  /** The names of all these attributes. */
  public static final Set<String> NAMES =
      Arrays.stream(values())
          .map(ContentAttribute::storedName)
          .collect(Collectors.toUnmodifiableSet());

  private final String storedName;
  private final Shape shape;

  ContentAttribute(String storedName, Shape shape) {
    this.storedName = storedName;
    this.shape = shape;
  }

  /** Returns the name in the store. */
  public String storedName() {
    return storedName;
  }

  /** Returns the type. */
  public Shape shape() {
    return shape;
  }
}
