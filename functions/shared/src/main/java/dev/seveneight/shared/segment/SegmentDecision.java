package dev.seveneight.shared.segment;

import java.util.List;

/**
 * The decision about a response's segments, based on a project's lists. Immutable.
 *
 * @param segmentation the segments of the response, if the changes can be written
 * @param changes the changes of the lists that it needs, in this order
 */
public record SegmentDecision(Segmentation segmentation, List<ListChange> changes) {
  /** Copies the changes. */
  public SegmentDecision {
    changes = List.copyOf(changes);
  }

  /** Returns whether storing the response would change a list. */
  public boolean changesLists() {
    return changes.stream().anyMatch(change -> change.kind() != ListChange.Kind.READ_AGAIN);
  }
}
