package dev.seveneight.shared.intake;

import dev.seveneight.shared.validation.IdentityParameters;
import dev.seveneight.shared.validation.TextRule;

/** How large things may be. Together they keep a response well under the 400 KB of an item. */
public final class Limits {
  /** The body of one response. */
  public static final int RESPONSE_BYTES = 200_000;

  /** The body of many responses, and a file; Lambda takes 6 MB, with what escaping adds. */
  public static final int BATCH_BYTES = 5_000_000;

  /** How many responses one request may bring. */
  public static final int BATCH_RESPONSES = 500;

  /** The body of a person. */
  public static final int PERSON_BYTES = 100_000;

  /** The body of what names a person and little else, and of a trend. */
  public static final int NOTE_BYTES = 100_000;

  /** The body of the settings. */
  public static final int SETTINGS_BYTES = 100_000;

  public static final int PROPERTIES = 50;
  public static final int PROPERTIES_BYTES = 50_000;
  public static final int TAGS = 50;
  public static final int ELEMENTS = 100;
  public static final int ELEMENTS_BYTES = 20_000;
  public static final TextRule ELEMENTS_JSON = TextRule.comment(ELEMENTS_BYTES);

  public static final TextRule COMMENT = TextRule.comment(10_000);
  public static final TextRule PROPERTY_NAME = TextRule.line(150);
  public static final TextRule PROPERTY_VALUE = TextRule.value(1_000);
  public static final TextRule TAG = TextRule.line(100);
  public static final TextRule BUILT_IN_DIMENSION = TextRule.line(50);
  public static final TextRule ID = TextRule.identifier(100);
  public static final TextRule EXTERNAL_ID = IdentityParameters.EXTERNAL_ID;
  public static final TextRule EMAIL = TextRule.address(254);
  public static final TextRule PHONE_NUMBER = TextRule.identifier(40);
  public static final TextRule NAME = TextRule.line(255);
  public static final TextRule IDEMPOTENCY_KEY = TextRule.identifier(255);

  /** How much later somebody may be asked: a year. */
  public static final int LATEST_DELAY_SECONDS = 31_536_000;

  /** How many bytes the segment of a trend may have as JSON. All trends stand in one item. */
  public static final int TREND_SEGMENT_BYTES = 2_000;

  public static final TextRule TREND_NAME = TextRule.line(100);

  /** How far a clock may be ahead of ours. */
  public static final int CLOCK_SKEW_SECONDS = 300;

  private Limits() {}
}
