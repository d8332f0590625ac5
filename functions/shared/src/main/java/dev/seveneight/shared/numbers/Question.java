package dev.seveneight.shared.numbers;

import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.time.ReportRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is asked of the tallies. Immutable.
 *
 * @param project whose numbers
 * @param segment which responses
 * @param range from when to when
 * @param basis responses or people
 * @param confidence how sure intervals are
 * @param newest when the project's newest response was given, if it has one
 */
public record Question(
    Project project,
    Segment segment,
    ReportRange range,
    Basis basis,
    Confidence confidence,
    Optional<Instant> newest) {

  /** The same question about another range. */
  public Question of(ReportRange other) {
    return new Question(project, segment, other, basis, confidence, newest);
  }

  /** The day of the newest response, after which there is nothing; the last of all days if none. */
  LocalDate newestDay() {
    return newest.map(time -> LocalDate.ofInstant(time, range.zone())).orElse(LocalDate.MAX);
  }

  /** Below how many responses a score is said to rest on too few. */
  public int tooFew() {
    return project.settings().tooFew();
  }
}
