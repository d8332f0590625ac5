package dev.seveneight.shared.image;

/**
 * Thrown for an item that our functions cannot have written. Names the kind of fault, and has
 * nothing of the item's content.
 */
final class FlawException extends Exception {
  private static final long serialVersionUID = 1;

  FlawException(String reason) {
    super(reason, null, false, false);
  }
}
