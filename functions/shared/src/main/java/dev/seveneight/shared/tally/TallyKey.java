package dev.seveneight.shared.tally;

import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.SegmentKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The key of a tally. The partition is the project's segment. Inside it the kind comes before the
 * period, so that a query reads one kind and nothing else.
 *
 * @param project the project of the tally
 * @param segment the key of the segment
 * @param kind the kind of the tally
 * @param period the period of the tally
 */
public record TallyKey(String project, String segment, Kind kind, Period period) {
  /** The longest partition key that the store takes, in bytes of UTF-8. */
  private static final int LONGEST_PARTITION = 2_048;

  private static final int MOST_BYTES_OF_CHAR = 3;

  /**
   * Parses the keys of a tally.
   *
   * @throws IllegalArgumentException if no tally has such keys
   */
  public static TallyKey parse(String partition, String place) {
    return find(partition, place)
        .orElseThrow(() -> new IllegalArgumentException("not the keys of a tally"));
  }

  /** Parses the keys of a tally; returns empty if no tally has such keys. */
  public static Optional<TallyKey> find(String partition, String place) {
    int end = partition.indexOf('#');
    String[] parts = place.split("#", -1);
    if (end < 0 || parts.length != 3) {
      return Optional.empty();
    }
    String project = partition.substring(0, end);
    String segment = partition.substring(end + 1);
    Optional<Kind> kind = Kind.find(parts[0]);
    Optional<Period> period = Period.find(parts[1], parts[2]);
    boolean isTally =
        kind.isPresent()
            && period.isPresent()
            && Project.isName(project)
            && SegmentKey.flawOf(segment).isEmpty()
            && isPartition(project, segment);
    return isTally
        ? Optional.of(new TallyKey(project, segment, kind.get(), period.get()))
        : Optional.empty();
  }

  /** Returns whether DynamoDB accepts the length of a segment's partition key. */
  public static boolean isPartition(String project, String segment) {
    int chars = project.length() + 1 + segment.length();
    return chars * MOST_BYTES_OF_CHAR <= LONGEST_PARTITION
        || partition(project, segment).getBytes(StandardCharsets.UTF_8).length <= LONGEST_PARTITION;
  }

  /** Returns the partition key. */
  public String partition() {
    return partition(project, segment);
  }

  /** Returns the sort key. */
  public String place() {
    return place(kind, period.unit(), period.start());
  }

  /** Returns the partition key of all tallies of a segment. */
  public static String partition(String project, String segment) {
    return project + "#" + segment;
  }

  /** Returns the sort key of a tally of this kind with this start. */
  public static String place(Kind kind, Period.Unit unit, String start) {
    return kind.storedName() + "#" + unit.storedName() + "#" + start;
  }
}
