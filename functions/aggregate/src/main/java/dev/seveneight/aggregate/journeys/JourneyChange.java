package dev.seveneight.aggregate.journeys;

import dev.seveneight.aggregate.stream.StreamPosition;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.time.Instant;
import java.util.Optional;

/**
 * What a journey has to know of a response. Immutable.
 *
 * @param project whose it is
 * @param person whose journey
 * @param response the response's id
 * @param rev the response's revision, by which the newest knowledge wins
 * @param answer the answer; empty if the response is none of this person, or not any more
 * @param isTheirs whether the response is this person's: an answer is, and one that is left out,
 *     and what is left of one that was taken back with its import
 * @param position the record that says so
 */
public record JourneyChange(
    String project,
    String person,
    String response,
    long rev,
    Optional<JourneyAnswer> answer,
    boolean isTheirs,
    StreamPosition position) {
  /** When the response changed. */
  Instant time() {
    return position.time();
  }

  /** The response as an answer of the person. */
  public PersonsResponse toAnswer() {
    return new PersonsResponse(project, person, response, position);
  }
}
