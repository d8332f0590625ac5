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
 * Selects the responses that a list shows. Immutable.
 *
 * @param scores the scores that are shown
 * @param segment the segment of the responses; the segment of everything selects all responses
 * @param hasComment whether a response must have a comment or must not have one; empty for both
 * @param person the id of the person whose responses are shown
 * @param created the range of the response's time
 * @param changed the range of the time of the last change
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
        askedSegment.readOfList(parameters, project),
        parameters.optionalFlag("has_comment"),
        Optional.empty(),
        RequestedRange.read(parameters, zone),
        RequestedRange.readChanged(parameters, zone));
  }

  /** Returns this filter for the responses of one person. */
  public ResponseFilter of(Optional<String> onePerson) {
    return new ResponseFilter(scores, segment, hasComment, onePerson, created, changed);
  }

  /** Whether every response of the requested range of time is shown. */
  public boolean isEverything() {
    return scores.equals(ScoresParameter.ALL)
        && segment.equals(Segment.EVERYTHING)
        && hasComment.isEmpty()
        && changed.isEver();
  }

  /**
   * Whether the index by time decides which responses are shown. The index of one person's
   * responses has only the time.
   */
  public boolean isToldByTime() {
    return changed.isEver() && (person.isEmpty() || isEverything());
  }

  /** Whether only the time of the last change decides which responses are shown. */
  public boolean isOfChangesAlone() {
    return scores.equals(ScoresParameter.ALL)
        && segment.equals(Segment.EVERYTHING)
        && hasComment.isEmpty()
        && person.isEmpty()
        && created.isEver();
  }

  /** Returns this filter for the responses of a segment. */
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
