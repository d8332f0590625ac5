package dev.seveneight.aggregate.journeys;

import dev.seveneight.aggregate.stream.StreamPosition;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.time.Instant;
import java.util.Optional;

/**
 * The new entry of a response in a journey. Immutable.
 *
 * @param project the project's id
 * @param person the id of the journey's person
 * @param response the response's id
 * @param rev the response's revision; the newest revision wins
 * @param answer the entry's content; empty if the response does not belong to this person (any
 *     more) or is excluded
 * @param isTheirs whether the response is this person's. True also for an excluded response, and
 *     for what is left of one after the undo of its import
 * @param position the record of the change
 */
public record JourneyChange(
    String project,
    String person,
    String response,
    long rev,
    Optional<JourneyAnswer> answer,
    boolean isTheirs,
    StreamPosition position) {
  /** Returns when the response changed. */
  Instant time() {
    return position.time();
  }

  /** Returns the person's response. */
  public PersonsResponse toPersonsResponse() {
    return new PersonsResponse(project, person, response, position);
  }
}
