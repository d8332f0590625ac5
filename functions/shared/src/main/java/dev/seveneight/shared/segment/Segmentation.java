package dev.seveneight.shared.segment;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The segments of a response, and its names that are in no segment. Immutable.
 *
 * @param segments the segments that the response is counted in
 * @param notCounted the properties, and the fields survey, channel and language, that the response
 *     has and that are in no segment, each with its reason
 */
public record Segmentation(List<Segment> segments, SortedMap<String, NotCounted> notCounted) {
  /** Copies both. */
  public Segmentation {
    segments = List.copyOf(segments);
    notCounted = Collections.unmodifiableSortedMap(new TreeMap<>(notCounted));
  }

  /** Returns the keys of the segments. */
  public List<String> keys() {
    return segments.stream().map(Segment::key).toList();
  }

  /** Returns the names that are not counted for this reason. */
  public Set<String> notCountedFor(NotCounted reason) {
    return notCounted.entrySet().stream()
        .filter(entry -> entry.getValue() == reason)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Returns the names that are not counted of a response that was stored before.
   *
   * @param given the names of the response's properties, and of its fields that are dimensions
   * @param stored the keys of the segments that it was stored with
   * @param today its segmentation by the lists and settings of today, which has the reasons
   */
  public static SortedMap<String, NotCounted> notCounted(
      Collection<String> given, List<String> stored, Segmentation today) {
    Set<String> counted =
        stored.stream()
            // A corrupt key is counted nowhere.
            .flatMap(key -> Segment.find(key).stream())
            .flatMap(segment -> segment.parts().stream())
            .map(Segment.Part::dimension)
            .collect(Collectors.toSet());
    SortedMap<String, NotCounted> notCounted = new TreeMap<>();
    for (String name : given) {
      NotCounted reason = today.notCounted().get(name);
      if (reason != null && reason.isBecauseOfADimension()) {
        notCounted.put(name, reason);
      } else if (!counted.contains(name)) {
        notCounted.put(name, reason == null ? NotCounted.DECIDED_BEFORE : reason);
      }
    }
    return notCounted;
  }
}
