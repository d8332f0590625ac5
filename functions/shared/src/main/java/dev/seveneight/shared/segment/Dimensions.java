package dev.seveneight.shared.segment;

import dev.seveneight.shared.text.PlainText;
import java.util.List;

/** The built-in dimensions of every project, and the limits of the others. */
public final class Dimensions {
  /** The survey of the response. */
  public static final String SURVEY = "survey";

  /** The channel of the response, for example e-mail. */
  public static final String CHANNEL = "channel";

  /** The language of the response. */
  public static final String LANGUAGE = "language";

  /** The dimensions that are fields of a response, not properties. */
  public static final List<String> BUILT_IN = List.of(SURVEY, CHANNEL, LANGUAGE);

  /**
   * The names of future dimensions, whose values do not come from properties and are in no list. A
   * property of such a name is not counted.
   */
  public static final List<String> RESERVED = List.of("reason", "playbook");

  /** The maximum number of a project's properties that can be dimensions. */
  public static final int MOST_PROPERTIES = 10;

  /** The maximum number of crossings of two dimensions that a project can declare. */
  public static final int MOST_CROSSINGS = 5;

  /**
   * The longest value of a declared dimension that is counted separately, in characters. It is
   * limited because keys are limited.
   */
  public static final int LONGEST_DECLARED_VALUE = 100;

  private Dimensions() {}

  /** Returns whether a property of this name can be a dimension. */
  public static boolean isPropertyName(String name) {
    return !BUILT_IN.contains(name) && !RESERVED.contains(name);
  }

  /**
   * Returns a value in the form in which responses are stored and found. Survey, channel and
   * language have one line; properties may have several.
   */
  public static String spelled(String dimension, String value) {
    return BUILT_IN.contains(dimension) ? PlainText.line(value) : PlainText.value(value);
  }
}
