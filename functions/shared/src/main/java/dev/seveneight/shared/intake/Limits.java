package dev.seveneight.shared.intake;

import dev.seveneight.shared.validation.IdentityParameters;
import dev.seveneight.shared.validation.TextRule;

/**
 * Limits of requests and fields. Together they keep a response well under 400 KB, DynamoDB's limit
 * of an item.
 */
public final class Limits {
  /** The most bytes of the body of one response. */
  public static final int RESPONSE_BYTES = 200_000;

  /** The most bytes of the body of a batch or a CSV file. Lambda accepts 6 MB after escaping. */
  public static final int BATCH_BYTES = 5_000_000;

  /** The most responses of one request. */
  public static final int BATCH_RESPONSES = 500;

  /** The most bytes of the body of a person. */
  public static final int PERSON_BYTES = 100_000;

  /** The most bytes of the body of a trend, an unsubscribe or a bounce. */
  public static final int NOTE_BYTES = 100_000;

  /** The most bytes of the body of the settings. */
  public static final int SETTINGS_BYTES = 100_000;

  /** The most properties of a response. */
  public static final int PROPERTIES = 50;

  /** The most bytes of all names and values of its properties, as UTF-8. */
  public static final int PROPERTIES_BYTES = 50_000;

  /** The most tags of a response. */
  public static final int TAGS = 50;

  /** The most notes, or additional answers, of a response. */
  public static final int ELEMENTS = 100;

  /** The most bytes of all notes, or of all additional answers, as JSON. */
  public static final int ELEMENTS_BYTES = 20_000;

  /** Notes, or additional answers, as JSON. */
  public static final TextRule ELEMENTS_JSON = TextRule.comment(ELEMENTS_BYTES);

  /** A comment. */
  public static final TextRule COMMENT = TextRule.comment(10_000);

  /** The name of a property. */
  public static final TextRule PROPERTY_NAME = TextRule.line(150);

  /** The value of a property. */
  public static final TextRule PROPERTY_VALUE = TextRule.value(1_000);

  /** A tag. */
  public static final TextRule TAG = TextRule.line(100);

  /** A survey, channel or language. */
  public static final TextRule BUILT_IN_DIMENSION = TextRule.line(50);

  /** An id. */
  public static final TextRule ID = TextRule.identifier(100);

  /** The sender's own id of a person. */
  public static final TextRule EXTERNAL_ID = IdentityParameters.EXTERNAL_ID;

  /** An e-mail address. */
  public static final TextRule EMAIL = TextRule.address(254);

  /** A phone number as it is sent. */
  public static final TextRule PHONE_NUMBER = TextRule.identifier(40);

  /** A person's name. */
  public static final TextRule NAME = TextRule.line(255);

  /** An idempotency key. */
  public static final TextRule IDEMPOTENCY_KEY = TextRule.identifier(255);

  /** The longest delay of a survey: a year. */
  public static final int LATEST_DELAY_SECONDS = 31_536_000;

  /** The most bytes of a trend's segment as JSON. One item holds all trends of a project. */
  public static final int TREND_SEGMENT_BYTES = 2_000;

  /** The name of a trend. */
  public static final TextRule TREND_NAME = TextRule.line(100);

  /** How far a sender's clock may be ahead of ours. */
  public static final int CLOCK_SKEW_SECONDS = 300;

  private Limits() {}
}
