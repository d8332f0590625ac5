package dev.seveneight.shared.store;

/**
 * Thrown for an item that no function can have written, for example after an edit by hand. It is
 * never the caller's fault. Contains nothing of the item's content.
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
