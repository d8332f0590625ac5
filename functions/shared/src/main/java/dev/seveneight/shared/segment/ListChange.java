package dev.seveneight.shared.segment;

/**
 * One change of a list that a decision needs. It is written on condition that the list is as the
 * decision assumes.
 *
 * @param kind the kind of change
 * @param list the list
 * @param value the name or value; empty if the change is of the whole list
 * @param room the maximum number of names or values in the list; 0 if it does not matter
 */
public record ListChange(Kind kind, ListName list, String value, int room) {
  /** The kinds of change. */
  public enum Kind {
    /** Adds the value, if the list has room. */
    ADD,
    /** Marks the list as full, because it has no room for the value. */
    MARK_FULL,
    /** Notes the value of one of the first responses with an undeclared property. */
    NOTE,
    /** Closes the property, because nearly all of its first values differ. */
    CLOSE,
    /** Ends the watch of a property's first values. */
    END_WATCH,
    /**
     * Changes nothing, but the list has to be read again. The decision would lose a value that a
     * key with the scope write may have added to the list since it was read.
     */
    READ_AGAIN
  }

  /** Adds a name or value to a list with room for this many. */
  public static ListChange add(ListName list, String value, int room) {
    return new ListChange(Kind.ADD, list, value, room);
  }

  static ListChange markFull(ListName list, String refused, int room) {
    return new ListChange(Kind.MARK_FULL, list, refused, room);
  }

  static ListChange note(String property, String value) {
    return new ListChange(Kind.NOTE, ListName.valuesOf(property), value, 0);
  }

  static ListChange close(String property) {
    return new ListChange(Kind.CLOSE, ListName.PROPERTIES, property, 0);
  }

  static ListChange endWatch(String property) {
    return new ListChange(Kind.END_WATCH, ListName.valuesOf(property), "", 0);
  }

  static ListChange readAgain(ListName list) {
    return new ListChange(Kind.READ_AGAIN, list, "", 0);
  }

  /** Returns the list after this change, if no other change is made. */
  ValueList appliedTo(ValueList before) {
    return switch (kind) {
      case ADD -> before.with(value);
      case MARK_FULL -> before.filled();
      case CLOSE -> before.withClosed(value);
      case END_WATCH -> before.unwatched();
      case NOTE, READ_AGAIN -> before;
    };
  }
}
