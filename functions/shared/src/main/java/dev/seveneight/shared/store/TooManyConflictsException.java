package dev.seveneight.shared.store;

/**
 * Other writes came first every time that an item was to be written. The same may well succeed
 * later. Thrown where there is no caller who is told something more precise.
 */
public final class TooManyConflictsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says which item: its key, and nothing that it says. */
  public TooManyConflictsException(String key) {
    super("other writes of the item " + key + " came first every time");
  }
}
