package dev.seveneight.shared.ledger;

import dev.seveneight.shared.nps.Category;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A response, as the ledger stores it. Immutable.
 *
 * @param project the project
 * @param id its id
 * @param rev the number of times it was written, from 1
 * @param epoch the generation of tallies that it is counted in
 * @param createdAt the time at which the person responded, in whole seconds; never changes
 * @param updatedAt the time of the last write, in milliseconds; never decreases
 * @param day the {@linkplain dev.seveneight.shared.time.CalendarDay day} of {@code createdAt} in
 *     the project's time zone
 * @param segments the keys of the segments that it is counted in
 * @param content the fields that a request can change
 * @param importId the id of the import that created it; empty without an import
 */
public record SurveyResponse(
    String project,
    ResponseId id,
    long rev,
    long epoch,
    Instant createdAt,
    Instant updatedAt,
    LocalDate day,
    List<String> segments,
    Content content,
    Optional<String> importId) {

  /** Returns the category of the score. */
  public Category category() {
    return Category.of(content.score());
  }

  /** Returns this response with another revision. */
  public SurveyResponse withRev(long otherRev) {
    return new SurveyResponse(
        project, id, otherRev, epoch, createdAt, updatedAt, day, segments, content, importId);
  }
}
