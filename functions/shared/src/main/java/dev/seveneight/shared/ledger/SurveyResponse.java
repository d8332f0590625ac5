package dev.seveneight.shared.ledger;

import dev.seveneight.shared.nps.Category;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One answer, as the ledger holds it. Immutable.
 *
 * @param project whose it is
 * @param id its id
 * @param rev how often it was written, from 1
 * @param epoch the generation of tallies that it is counted in
 * @param createdAt when it was given, in whole seconds; never changes
 * @param updatedAt when it was written last, in milliseconds; never goes backwards
 * @param day the day of {@code createdAt} in the project's time zone
 * @param segments the keys of the segments that it is counted in
 * @param content what it says
 * @param importId the import that it came with, if it did
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

  /** What its score makes of who answered. */
  public Category category() {
    return Category.of(content.score());
  }

  /** This response as another revision. */
  public SurveyResponse withRev(long otherRev) {
    return new SurveyResponse(
        project, id, otherRev, epoch, createdAt, updatedAt, day, segments, content, importId);
  }
}
