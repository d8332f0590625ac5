package dev.seveneight.shared.segment;

import dev.seveneight.shared.segment.personal.PersonalNames;
import dev.seveneight.shared.segment.personal.PersonalValues;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Detects properties that seem to identify a person. Their values must not become keys of tallies,
 * because erasing a person does not reach these keys. An operator can still declare such a property
 * as a dimension.
 */
public final class PersonalLook {
  /**
   * The longest name or value, in characters, that does not look personal. Longer ones look like
   * free text.
   */
  public static final int LONGEST = 50;

  /**
   * The prefix of Delighted's special properties, including the spellings of other systems: {@code
   * Delighted Browser}, {@code delighted_device_type}. They describe how a survey was shown, and
   * would take the places of a project's own properties.
   */
  private static final Pattern SPECIAL = Pattern.compile("delighted[ _-].*", Pattern.DOTALL);

  /** Properties that control how Delighted asks. They do not describe the respondent. */
  private static final Set<String> NOT_FOR_COUNTING =
      Set.of(
          "question_product_name",
          "locale",
          "thank_you_message",
          "thank_you_link_text",
          "thank_you_link_url");

  private PersonalLook() {}

  /** Returns why a property of this name is counted only if it is declared; empty otherwise. */
  public static Optional<NotCounted> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (NOT_FOR_COUNTING.contains(lower) || SPECIAL.matcher(lower).matches()) {
      return Optional.of(NotCounted.STEERS_SURVEY);
    }
    if (isLong(name)) {
      return Optional.of(NotCounted.TOO_LONG);
    }
    return PersonalNames.contains(name) || PersonalValues.contains(name)
        ? Optional.of(NotCounted.PERSONAL_NAME)
        : Optional.empty();
  }

  /** Returns why this value is counted only if its property is declared; empty otherwise. */
  public static Optional<NotCounted> ofValue(String value) {
    if (isLong(value)) {
      return Optional.of(NotCounted.TOO_LONG);
    }
    return PersonalValues.contains(value)
        ? Optional.of(NotCounted.PERSONAL_VALUE)
        : Optional.empty();
  }

  private static boolean isLong(String text) {
    return text.codePointCount(0, text.length()) > LONGEST;
  }
}
