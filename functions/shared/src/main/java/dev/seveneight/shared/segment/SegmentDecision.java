package dev.seveneight.shared.segment;

import java.util.List;

/**
 * What follows for a response from a project's lists. Immutable.
 *
 * @param segmentation the segments of the response, if the changes can be written
 * @param changes what has to change in the lists for it, in this order
 */
public record SegmentDecision(Segmentation segmentation, List<ListChange> changes) {
  /** Copies the changes. */
  public SegmentDecision {
    changes = List.copyOf(changes);
  }

  /** Whether storing the response would change a list. */
  public boolean changesLists() {
    return changes.stream().anyMatch(change -> change.kind() != ListChange.Kind.READ_AGAIN);
  }
}
