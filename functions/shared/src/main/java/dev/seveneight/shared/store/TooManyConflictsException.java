package dev.seveneight.shared.store;

/**
 * Thrown when every attempt to write an item met another write. A later attempt may succeed. Used
 * where no caller needs a more precise error.
 */
public final class TooManyConflictsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates the exception for an item's key. The message has nothing of the item's content. */
  public TooManyConflictsException(String key) {
    super("other writes of the item " + key + " came first every time");
  }
}
