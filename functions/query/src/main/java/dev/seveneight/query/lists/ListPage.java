package dev.seveneight.query.lists;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param shown what the page shows
 * @param last the place of the last entry that was examined, where the next page continues; empty
 *     if there are no more
 */
public record ListPage<T>(List<T> shown, Optional<String> last) {}
