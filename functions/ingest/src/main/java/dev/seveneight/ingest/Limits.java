package dev.seveneight.ingest;

import dev.seveneight.shared.http.IdentityParameters;
import dev.seveneight.shared.http.TextRule;

/** How large things may be. Together they keep a response well under the 400 KB of an item. */
final class Limits {
  /** The body of one response. */
  static final int RESPONSE_BYTES = 200_000;

  /** The body of many responses, and a file; Lambda takes 6 MB, with what escaping adds. */
  static final int BATCH_BYTES = 5_000_000;

  /** How many responses one request may bring. */
  static final int BATCH_RESPONSES = 500;

  /** The body of a person. */
  static final int PERSON_BYTES = 100_000;

  /** The body of what names a person and little else, and of a trend. */
  static final int NOTE_BYTES = 100_000;

  /** The body of the settings. */
  static final int SETTINGS_BYTES = 100_000;

  static final int PROPERTIES = 50;
  static final int PROPERTIES_BYTES = 50_000;
  static final int TAGS = 50;
  static final int ELEMENTS = 100;
  static final int ELEMENTS_BYTES = 20_000;
  static final TextRule ELEMENTS_JSON = TextRule.comment(ELEMENTS_BYTES);

  static final TextRule COMMENT = TextRule.comment(10_000);
  static final TextRule PROPERTY_NAME = TextRule.line(150);
  static final TextRule PROPERTY_VALUE = TextRule.value(1_000);
  static final TextRule TAG = TextRule.line(100);
  static final TextRule BUILT_IN_DIMENSION = TextRule.line(50);
  static final TextRule ID = TextRule.identifier(100);
  static final TextRule EXTERNAL_ID = IdentityParameters.EXTERNAL_ID;
  static final TextRule EMAIL = TextRule.address(254);
  static final TextRule PHONE_NUMBER = TextRule.identifier(40);
  static final TextRule NAME = TextRule.line(255);
  static final TextRule IDEMPOTENCY_KEY = TextRule.identifier(255);

  /** How much later somebody may be asked: a year. */
  static final int LATEST_DELAY_SECONDS = 31_536_000;

  /** How many bytes the segment of a trend may have as JSON. All trends stand in one item. */
  static final int TREND_SEGMENT_BYTES = 2_000;

  static final TextRule TREND_NAME = TextRule.line(100);

  /** How far a clock may be ahead of ours. */
  static final int CLOCK_SKEW_SECONDS = 300;

  private Limits() {}
}
