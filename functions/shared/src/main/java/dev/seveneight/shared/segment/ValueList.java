package dev.seveneight.shared.segment;

import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The current state of one of a project's lists: its dimensions, or the values of one dimension.
 * Immutable.
 *
 * @param listed the names or values, sorted
 * @param full whether the list has rejected a name or value; such a list does not grow again until
 *     a rebuild, so that nothing is counted in two places
 * @param closed the names that are not counted, or the values that are counted only as "other",
 *     until an operator restores them
 * @param seen how many of the first responses with the property were watched, at most {@link
 *     #WATCHED}
 * @param different how many different values the watched responses had; empty when the property is
 *     not being watched
 */
public record ValueList(
    Set<String> listed, boolean full, Set<String> closed, long seen, OptionalInt different) {
  /** The list of a project that has not counted anything yet. */
  public static final ValueList EMPTY =
      new ValueList(Set.of(), false, Set.of(), 0, OptionalInt.empty());

  /** The number of first responses in which an undeclared property is watched. */
  public static final int WATCHED = 100;

  /** The maximum number of different values in the watched responses. */
  public static final int MOST_DIFFERENT = 90;

  /**
   * The maximum number of closed names in a project. A project with this many takes no new names,
   * because its list is one item of the store.
   */
  public static final int MOST_CLOSED_NAMES = 500;

  /** Returns whether a property is not in this list of properties, and may become a dimension. */
  public boolean hasRoomForProperty(String property) {
    return !full
        && listed.size() < Dimensions.MOST_PROPERTIES
        && closed.size() < MOST_CLOSED_NAMES
        && !listed.contains(property)
        && !closed.contains(property);
  }

  /** Returns whether the next value of the property has to be noted. */
  boolean isWatched() {
    return seen < WATCHED || different.isPresent();
  }

  /** Returns whether enough responses were watched, and the result is not applied yet. */
  boolean isWatchOver() {
    return seen >= WATCHED && different.isPresent();
  }

  /**
   * Returns whether the watched values differ so much that they identify single people or things.
   */
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
