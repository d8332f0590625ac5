package dev.seveneight.query.people;

import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalNumber;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.textsAmong;

import dev.seveneight.query.parameters.ScoresParameter;
import dev.seveneight.query.parameters.SegmentParameter;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.id.IdRule;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.shared.time.RequestedRange;
import dev.seveneight.shared.validation.Parameters;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Selects people by their standing, which is their newest response. Immutable.
 *
 * @param scores the scores that the response may have
 * @param segment the segment that the response has to be in
 * @param answered the range of the response's time
 */
record StandingFilter(Set<Integer> scores, Segment segment, RequestedRange answered) {
  /** The parameters that select standings. */
  static final List<String> NAMES =
      List.of("standing", "score", "answered_since", "answered_before");

  /**
   * Parses the parameters. Adds a field error for each that is invalid. Empty if {@code standing}
   * is missing.
   */
  static Optional<StandingFilter> read(
      Parameters parameters, Project project, SegmentParameter askedSegment) {
    Segment segment = askedSegment.readOfList(parameters, project);
    StandingFilter filter =
        new StandingFilter(
            ScoresParameter.read(parameters, "standing"), segment, answered(parameters, project));
    if (parameters.text("standing").isPresent()) {
      return Optional.of(filter);
    }
    for (String name : NAMES) {
      if (parameters.text(name).isPresent()) {
        parameters.reject(name, Rule.CONFLICT, "only together with standing");
      }
    }
    if (!segment.equals(Segment.EVERYTHING)) {
      parameters.reject("segment", Rule.CONFLICT, "only together with standing");
    }
    return Optional.empty();
  }

  private static RequestedRange answered(Parameters parameters, Project project) {
    ZoneId zone = project.settings().timeZone();
    Optional<Long> since = RequestedRange.moment(parameters, "answered_since", zone, false);
    Optional<Long> before = RequestedRange.moment(parameters, "answered_before", zone, false);
    if (since.isPresent() && before.isPresent() && since.get() >= before.get()) {
      parameters.reject("answered_before", Rule.RANGE, "after answered_since");
    }
    // Times before a second are the times up to the previous second.
    return new RequestedRange(since, before.map(second -> second - 1), zone);
  }

  /** Whether an entry of the index of responses by time may be the standing of a person. */
  boolean mayShow(Map<String, AttributeValue> entry) {
    return optionalText(entry, ItemAttribute.PERSON).filter(IdRule::isId).isPresent()
        && !entry.containsKey(ItemAttribute.EXCLUDED)
        && optionalNumber(entry, ItemAttribute.SCORE).isPresent()
        && shows(
            (int) numberOf(entry, ItemAttribute.SCORE), textsAmong(entry, ItemAttribute.SEGMENTS));
  }

  /** Whether a person with this newest response matches. */
  boolean shows(JourneyAnswer newest) {
    return shows(newest.score(), newest.segments());
  }

  private boolean shows(int score, List<String> segments) {
    return scores.contains(score) && SegmentParameter.holds(segment, segments);
  }
}
