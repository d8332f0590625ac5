package dev.seveneight.shared.image;

import dev.seveneight.shared.segment.SegmentKey;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of the segments in which something is counted. */
final class SegmentList {
  /**
   * A limit far above the number that any settings produce: everything, 13 dimensions and 5
   * crossings.
   */
  private static final int MOST = 100;

  private SegmentList() {}

  static List<String> of(String project, List<Stored> elements) throws FlawException {
    if (elements.isEmpty() || elements.size() > MOST) {
      throw new FlawException("segments has no key, or more than " + MOST);
    }
    List<String> keys = new ArrayList<>(elements.size());
    for (Stored element : elements) {
      if (!(element instanceof Stored.Text text)) {
        throw new FlawException("segments has an element that is not a string");
      }
      keys.add(key(project, text.value()));
    }
    Set<String> different = new HashSet<>(keys);
    if (different.size() < keys.size()) {
      throw new FlawException("segments has a key twice");
    }
    return keys;
  }

  private static String key(String project, String key) throws FlawException {
    Optional<String> flaw = SegmentKey.flawOf(key);
    if (flaw.isPresent()) {
      throw new FlawException(flaw.get());
    }
    if (!TallyKey.isPartition(project, key)) {
      throw new FlawException("a key of a segment is too long for the key of a tally");
    }
    return key;
  }
}
