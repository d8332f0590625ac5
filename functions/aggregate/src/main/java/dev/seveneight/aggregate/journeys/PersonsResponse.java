package dev.seveneight.aggregate.journeys;

import dev.seveneight.aggregate.stream.StreamPosition;

/**
 * A response of a person, as a record of the stream shows it. Immutable.
 *
 * @param project the project's id
 * @param person the person's id
 * @param response the response's id
 * @param position the position of the record
 */
public record PersonsResponse(
    String project, String person, String response, StreamPosition position) {}
