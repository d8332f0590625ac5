package dev.seveneight.shared.store;

/**
 * An item of the store is not what our functions write: somebody has changed it by hand. A fault of
 * ours or of an operator, never of a caller. Says nothing of the item's content.
 */
public final class MalformedItemException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** An item without an attribute that it has to have. */
  public MalformedItemException(String message) {
    super(message);
  }

  /** An item with an attribute that cannot be read. */
  public MalformedItemException(String message, Throwable cause) {
    super(message, cause);
  }
}
