package dev.seveneight.query.lists;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param shown what is in it
 * @param last the place of the last thing looked at, to go on from; empty if there is nothing more
 */
public record ListPage<T>(List<T> shown, Optional<String> last) {}
