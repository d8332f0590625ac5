package dev.seveneight.shared.tally;

/**
 * Which tally. The partition is the project's segment; inside it the kind comes before the period,
 * so that a question reads one kind and nothing else.
 *
 * @param project whose it is
 * @param segment the key of the segment
 * @param kind what it counts
 * @param period what it spans
 */
public record TallyKey(String project, String segment, Kind kind, Period period) {
  /**
   * The tally with these keys.
   *
   * @throws IllegalArgumentException if no tally has such keys
   */
  public static TallyKey parse(String partition, String place) {
    int end = partition.indexOf('#');
    String[] parts = place.split("#", -1);
    if (end < 0 || parts.length != 3) {
      throw new IllegalArgumentException("no keys of a tally");
    }
    return new TallyKey(
        partition.substring(0, end),
        partition.substring(end + 1),
        Kind.named(parts[0]),
        new Period(Period.Unit.named(parts[1]), parts[2]));
  }

  /** The partition key. */
  public String partition() {
    return partition(project, segment);
  }

  /** The sort key. */
  public String place() {
    return place(kind, period.unit(), period.start());
  }

  /** The partition key of all tallies of a segment. */
  public static String partition(String project, String segment) {
    return project + "#" + segment;
  }

  /** The sort key of a tally of this kind that begins then. */
  public static String place(Kind kind, Period.Unit unit, String start) {
    return kind.storedName() + "#" + unit.storedName() + "#" + start;
  }
}
