package dev.seveneight.aggregate;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A response as a test wants it, in the form that the ledger has it. Immutable.
 *
 * @param minute of its day, at which it was given
 */
public record SampleResponse(
    String project,
    String id,
    long rev,
    long epoch,
    LocalDate day,
    int minute,
    int score,
    Optional<String> comment,
    Optional<String> person,
    List<String> segments,
    Optional<Exclusion> excluded) {

  /** A first revision of 5 March 2026, noon, in everything, that nobody known has given. */
  public static SampleResponse of(String project, String id, int score) {
    return new SampleResponse(
        project,
        id,
        1,
        1,
        LocalDate.parse("2026-03-05"),
        720,
        score,
        Optional.empty(),
        Optional.empty(),
        List.of(""),
        Optional.empty());
  }

  public static SampleResponse of(TestProject project, String id, int score) {
    return of(project.id(), id, score);
  }

  /** The same with the next revision, which says this. */
  SampleResponse scored(int other) {
    return new SampleResponse(
        project, id, rev + 1, epoch, day, minute, other, comment, person, segments, excluded);
  }

  /** The same with the next revision, which says this. */
  public SampleResponse commented(String text) {
    return new SampleResponse(
        project,
        id,
        rev + 1,
        epoch,
        day,
        minute,
        score,
        Optional.of(text),
        person,
        segments,
        excluded);
  }

  /** The same with the next revision, which is left out of the score. */
  SampleResponse leftOut() {
    return new SampleResponse(
        project,
        id,
        rev + 1,
        epoch,
        day,
        minute,
        score,
        comment,
        person,
        segments,
        Optional.of(Exclusion.BOT));
  }

  /** The same with the next revision, moved by a rebuild. */
  SampleResponse inEpoch(long other) {
    return new SampleResponse(
        project, id, rev + 1, other, day, minute, score, comment, person, segments, excluded);
  }

  /** Given by somebody known. */
  SampleResponse by(String somebody) {
    return new SampleResponse(
        project,
        id,
        rev,
        epoch,
        day,
        minute,
        score,
        comment,
        Optional.of(somebody),
        segments,
        excluded);
  }

  public SampleResponse on(String date) {
    return new SampleResponse(
        project,
        id,
        rev,
        epoch,
        LocalDate.parse(date),
        minute,
        score,
        comment,
        person,
        segments,
        excluded);
  }

  SampleResponse at(int minuteOfDay) {
    return new SampleResponse(
        project, id, rev, epoch, day, minuteOfDay, score, comment, person, segments, excluded);
  }

  SampleResponse in(String... keys) {
    return new SampleResponse(
        project, id, rev, epoch, day, minute, score, comment, person, List.of(keys), excluded);
  }

  /** The item. */
  public Map<String, AttributeValue> item() {
    return LedgerItems.item(response());
  }

  /** What is left of it once it is deleted. */
  Map<String, AttributeValue> gone() {
    return LedgerItems.gone(response(), Optional.empty(), givenAt());
  }

  /** What it says to the journey of its person. */
  JourneyAnswer toPersonsResponse() {
    return new JourneyAnswer(id, givenAt().getEpochSecond(), day, score, segments);
  }

  private SurveyResponse response() {
    return new SurveyResponse(
        project,
        new ResponseId(id),
        rev,
        epoch,
        givenAt(),
        givenAt(),
        day,
        segments,
        Content.withScore(score).comment(comment).person(person).excluded(excluded).build(),
        Optional.empty());
  }

  private Instant givenAt() {
    return day.atStartOfDay(ZoneOffset.UTC).plusMinutes(minute).toInstant();
  }
}
