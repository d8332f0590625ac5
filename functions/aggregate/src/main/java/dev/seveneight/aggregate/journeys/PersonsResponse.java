package dev.seveneight.aggregate.journeys;

import dev.seveneight.aggregate.stream.StreamPosition;

/**
 * An answer that a person has given, as a record of the stream says. Immutable.
 *
 * @param project whose it is
 * @param person whose answer
 * @param response the response's id
 * @param position the record that says so
 */
public record PersonsResponse(
    String project, String person, String response, StreamPosition position) {}
