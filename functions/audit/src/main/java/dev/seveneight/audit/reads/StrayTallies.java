package dev.seveneight.audit.reads;

import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds content that our functions cannot have written in the partitions of the segments in the
 * lists: items whose keys are not those of a tally, tallies that the index does not list by their
 * day, and tallies with unreadable content. Safe for use by several threads.
 */
public final class StrayTallies {
  /** The most segments of a step, each of which is a request. */
  private static final int MOST_SEGMENTS = 320;

  private final KnownSegments segments;
  private final TallyReads tallies;
  private final Parallel parallel;

  public StrayTallies(KnownSegments segments, TallyReads tallies, Parallel parallel) {
    this.segments = segments;
    this.tallies = tallies;
    this.parallel = parallel;
  }

  /**
   * The stray items of some segments.
   *
   * @param items the items, as they were read
   * @param next the place of the next segments, as a job stores it; empty at the end
   */
  public record Found(
      List<Map<String, AttributeValue>> items, Optional<Map<String, Object>> next) {}

  /**
   * Searches some segments.
   *
   * @param concerned whether a tally is searched; items with other keys always are
   */
  public Found after(
      String project, Optional<Map<String, Object>> place, Predicate<TallyKey> concerned) {
    KnownSegments.Some some = segments.after(project, place, MOST_SEGMENTS);
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    parallel
        .map(some.keys(), segment -> inSegment(project, segment, concerned))
        .forEach(items::addAll);
    return new Found(items, some.next());
  }

  private List<Map<String, AttributeValue>> inSegment(
      String project, String segment, Predicate<TallyKey> concerned) {
    List<Map<String, AttributeValue>> strays = new ArrayList<>();
    Optional<Map<String, Object>> next = Optional.empty();
    do {
      IndexPage page = tallies.ofSegment(project, segment, next);
      for (Map<String, AttributeValue> item : page.entries()) {
        StoredTally tally = StoredTally.of(item);
        if (!tally.flaws().isEmpty() && tally.key().filter(concerned.negate()).isEmpty()) {
          strays.add(item);
        }
      }
      next = page.next();
    } while (next.isPresent());
    return strays;
  }
}
