package dev.seveneight.shared.segment;

import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * One of a project's lists as it is: its dimensions, or the values of one dimension. Immutable.
 *
 * @param listed the names or values, sorted
 * @param full whether the list has refused a name or value; such a list never grows again until a
 *     rebuild, so that nothing is counted in two places
 * @param closed the names that are not counted, or the values that are counted only as "other",
 *     until an operator restores them
 * @param seen how many of the first responses with the property were watched, at most {@link
 *     #WATCHED}
 * @param different how many different values the watched responses had; empty when the property is
 *     not being watched
 */
public record ValueList(
    Set<String> listed, boolean full, Set<String> closed, long seen, OptionalInt different) {
  /** The list of a project that has counted nothing yet. */
  public static final ValueList EMPTY =
      new ValueList(Set.of(), false, Set.of(), 0, OptionalInt.empty());

  /** In how many of its first responses an undeclared property is watched. */
  public static final int WATCHED = 100;

  /** The most different values that the watched responses may have. */
  public static final int MOST_DIFFERENT = 90;

  /**
   * The most closed names in a project. A project that has as many takes no new names, because its
   * list is one item of the store.
   */
  public static final int MOST_CLOSED_NAMES = 500;

  /** Whether a property is not in this list of properties, and may become a dimension. */
  public boolean hasRoomForProperty(String property) {
    return !full
        && listed.size() < Dimensions.MOST_PROPERTIES
        && closed.size() < MOST_CLOSED_NAMES
        && !listed.contains(property)
        && !closed.contains(property);
  }

  /** Whether the next value of the property has to be noted. */
  boolean isWatched() {
    return seen < WATCHED || different.isPresent();
  }

  /** Whether enough responses were watched, and nothing has followed from it yet. */
  boolean isWatchOver() {
    return seen >= WATCHED && different.isPresent();
  }

  /** Whether the watched values differ so much that they name single people or things. */
  boolean isNearUnique() {
    return different.orElse(0) > MOST_DIFFERENT;
  }

  /** Returns this list after the end of the watch. */
  public ValueList unwatched() {
    return new ValueList(listed, full, closed, WATCHED, OptionalInt.empty());
  }

  /** Returns this list with other names or values. */
  public ValueList withListed(Set<String> others) {
    return new ValueList(others, full, closed, seen, different);
  }

  ValueList with(String another) {
    return withListed(union(listed, another));
  }

  ValueList filled() {
    return new ValueList(listed, true, closed, seen, different);
  }

  ValueList withClosed(String another) {
    return new ValueList(listed, full, union(closed, another), seen, different);
  }

  private static Set<String> union(Set<String> texts, String another) {
    Set<String> more = new TreeSet<>(texts);
    more.add(another);
    return more;
  }
}
