package dev.seveneight.aggregate.journeys;

import dev.seveneight.aggregate.stream.StreamPosition;

/**
 * An entry of a journey that records tell nothing of, because its response was written by hand.
 * Immutable.
 *
 * @param project whose it is
 * @param person whose journey
 * @param response the response's id
 * @param rev the highest revision that could be read in the records; 1 if none could
 * @param position the last of the records
 */
public record JourneyDoubt(
    String project, String person, String response, long rev, StreamPosition position) {
  /** This doubt and another one of the same entry. */
  JourneyDoubt and(JourneyDoubt other) {
    boolean isLater = other.position.sequence().isAfter(position.sequence());
    return new JourneyDoubt(
        project, person, response, Math.max(rev, other.rev), isLater ? other.position : position);
  }

  /** The response as an answer of the person. */
  public PersonsResponse toAnswer() {
    return new PersonsResponse(project, person, response, position);
  }
}
