package dev.seveneight.shared.numbers;

import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.time.CalendarDay;
import dev.seveneight.shared.time.ReportRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checked request for numbers. Immutable.
 *
 * @param project the project
 * @param segment the segment of the responses
 * @param range the range of time
 * @param basis responses or people
 * @param confidence the confidence of the intervals
 * @param notSeparate the segment's values that are not counted separately, with the reasons in a
 *     sentence, by dimension
 * @param newest the time of the project's newest response; empty if it has none
 */
public record Question(
    Project project,
    Segment segment,
    ReportRange range,
    Basis basis,
    Confidence confidence,
    SortedMap<String, String> notSeparate,
    Optional<Instant> newest) {
  /** Copies the reasons. */
  public Question {
    notSeparate = Collections.unmodifiableSortedMap(new TreeMap<>(notSeparate));
  }

  /** Returns this question for another range. */
  public Question of(ReportRange other) {
    return new Question(project, segment, other, basis, confidence, notSeparate, newest);
  }

  /** Returns the day of the newest response; the last possible day if there is none. */
  LocalDate newestDay() {
    return newest.map(time -> CalendarDay.of(time, range.zone())).orElse(LocalDate.MAX);
  }

  /** Returns the number of responses below which replies mark a score as {@code too_few}. */
  public int tooFew() {
    return project.settings().tooFew();
  }
}
