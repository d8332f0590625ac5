package dev.seveneight.query.lists;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.optionalNumber;
import static dev.seveneight.shared.store.Attributes.textsAmong;

import dev.seveneight.query.parameters.ScoresParameter;
import dev.seveneight.query.parameters.SegmentParameter;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.time.RequestedRange;
import dev.seveneight.shared.validation.Parameters;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which responses a list shows. Immutable.
 *
 * @param scores the scores that are shown
 * @param segment the segment that a response has to be in; everything stands for all responses
 * @param hasComment whether it has to have a comment, or must not have one
 * @param person the id of the person whose answers are shown
 * @param created when it has to have been given
 * @param changed when it has to have been changed last
 */
public record ResponseFilter(
    Set<Integer> scores,
    Segment segment,
    Optional<Boolean> hasComment,
    Optional<String> person,
    RequestedRange created,
    RequestedRange changed) {

  /**
   * Parses the parameters except those of the person. Adds a field error for each that is invalid.
   */
  public static ResponseFilter read(
      Parameters parameters, Project project, SegmentParameter askedSegment) {
    ZoneId zone = project.settings().timeZone();
    return new ResponseFilter(
        ScoresParameter.read(parameters, "category"),
        askedSegment.read(parameters, project),
        parameters.optionalFlag("has_comment"),
        Optional.empty(),
        RequestedRange.read(parameters, zone),
        RequestedRange.readChanged(parameters, zone));
  }

  /** This filter for the answers of one person. */
  public ResponseFilter of(Optional<String> onePerson) {
    return new ResponseFilter(scores, segment, hasComment, onePerson, created, changed);
  }

  /** Whether every response of the time that is asked for is shown. */
  public boolean isEverything() {
    return scores.equals(ScoresParameter.ALL)
        && segment.equals(Segment.EVERYTHING)
        && hasComment.isEmpty()
        && changed.isEver();
  }

  /**
   * Whether an index by time tells which responses are shown; that of one person's answers knows
   * nothing but the time.
   */
  public boolean isToldByTime() {
    return changed.isEver() && (person.isEmpty() || isEverything());
  }

  /** Whether nothing but the time of the last change decides what is shown. */
  public boolean isOfChangesAlone() {
    return scores.equals(ScoresParameter.ALL)
        && segment.equals(Segment.EVERYTHING)
        && hasComment.isEmpty()
        && person.isEmpty()
        && created.isEver();
  }

  /** This filter for the responses of this segment. */
  public ResponseFilter of(Segment other) {
    return new ResponseFilter(scores, other, hasComment, person, created, changed);
  }

  /** Whether an entry of the index by time can be shown. */
  public boolean mayShow(Map<String, AttributeValue> entry) {
    OptionalLong score = optionalNumber(entry, ItemAttribute.SCORE);
    return score.isPresent()
        && shows(
            (int) score.getAsLong(),
            textsAmong(entry, ItemAttribute.SEGMENTS),
            isSet(entry, ItemAttribute.HAS_COMMENT));
  }

  /** Whether a response is shown. */
  public boolean shows(SurveyResponse response) {
    Content content = response.content();
    return shows(content.score(), response.segments(), content.comment().isPresent())
        && (person.isEmpty() || person.equals(content.person()))
        && created.holds(response.createdAt())
        && changed.holds(response.updatedAt());
  }

  private boolean shows(int score, List<String> segments, boolean commented) {
    return scores.contains(score)
        && (segment.equals(Segment.EVERYTHING) || SegmentParameter.holds(segment, segments))
        && (hasComment.isEmpty() || hasComment.get() == commented);
  }
}
