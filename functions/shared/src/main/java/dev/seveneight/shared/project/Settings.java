package dev.seveneight.shared.project;

import dev.seveneight.shared.segment.Crossing;
import dev.seveneight.shared.segment.SegmentRules;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a project counts. Immutable.
 *
 * @param timeZone whose calendar days the responses are counted by; fixed once there are responses
 * @param dimensions the properties that are dimensions; empty for all that do not look personal
 * @param crossings the pairs of dimensions that are counted together, at most five
 * @param valueCap how many values of one dimension are counted by themselves
 * @param tooFew below how many responses a score is said to rest on too few
 * @param excludedEmailDomains responses of people with such an e-mail address are left out of the
 *     score as employees'
 * @param surveysOutOfHeadline surveys that are counted by themselves and not in everything
 * @param keepPersonalDays after how many days responses are made anonymous, and people are erased
 *     of whom nothing newer is known; empty for never
 * @param defaultCountry the country of phone numbers without plus sign, as two letters of ISO 3166;
 *     empty to reject them
 */
public record Settings(
    ZoneId timeZone,
    Optional<List<String>> dimensions,
    List<Crossing> crossings,
    int valueCap,
    int tooFew,
    Set<String> excludedEmailDomains,
    Set<String> surveysOutOfHeadline,
    Optional<Integer> keepPersonalDays,
    Optional<String> defaultCountry) {

  /** How many values a dimension holds when nothing else is said. */
  public static final int DEFAULT_VALUE_CAP = 200;

  /** The largest cap: a dimension's list of values is one item of the store. */
  public static final int HIGHEST_VALUE_CAP = 500;

  /** Under how many responses the interval of a score is so wide that the score alone misleads. */
  public static final int DEFAULT_TOO_FEW = 30;

  /** The most days that personal things can be kept for, but for ever: a hundred years. */
  public static final int MOST_PERSONAL_DAYS = 36_500;

  /** The settings of a new project. */
  public static final Settings DEFAULT =
      new Settings(
          ZoneId.of("UTC"),
          Optional.empty(),
          List.of(),
          DEFAULT_VALUE_CAP,
          DEFAULT_TOO_FEW,
          Set.of(),
          Set.of(),
          Optional.empty(),
          Optional.empty());

  /**
   * Whether responses that were counted by these settings would be counted in other segments by the
   * others.
   */
  public boolean segmentsDifferFrom(Settings others) {
    return !dimensions.equals(others.dimensions)
        || !crossings.equals(others.crossings)
        || !surveysOutOfHeadline.equals(others.surveysOutOfHeadline)
        // A cap that is lowered takes nothing back; one that is raised lets in what was refused.
        || others.valueCap > valueCap;
  }

  /** Returns the rules by which these settings put responses into segments. */
  public SegmentRules segmentRules() {
    return new SegmentRules(dimensions, crossings, surveysOutOfHeadline, valueCap);
  }
}
