package dev.seveneight.aggregate.journeys;

import dev.seveneight.aggregate.stream.StreamPosition;

/**
 * An entry of a journey that the records cannot decide, because its response was edited by hand.
 * Immutable.
 *
 * @param project the project's id
 * @param person the id of the journey's person
 * @param response the response's id
 * @param rev the highest readable revision of the records; 1 if none is readable
 * @param position the last of the records
 */
public record JourneyDoubt(
    String project, String person, String response, long rev, StreamPosition position) {
  /** Returns this doubt combined with another one about the same entry. */
  JourneyDoubt and(JourneyDoubt other) {
    boolean isLater = other.position.sequence().isAfter(position.sequence());
    return new JourneyDoubt(
        project, person, response, Math.max(rev, other.rev), isLater ? other.position : position);
  }

  /** Returns the person's response. */
  public PersonsResponse toPersonsResponse() {
    return new PersonsResponse(project, person, response, position);
  }
}
