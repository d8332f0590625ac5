package dev.seveneight.shared.image;

/** An item is not what ours are. Says the kind of fault, and nothing of the item's content. */
final class FlawException extends Exception {
  private static final long serialVersionUID = 1;

  FlawException(String reason) {
    super(reason, null, false, false);
  }
}
