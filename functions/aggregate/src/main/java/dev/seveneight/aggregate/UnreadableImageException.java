package dev.seveneight.aggregate;

/** A record of the stream is not one of ours, or does not say what ours say. */
final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableImageException(String reason) {
    super(reason);
  }
}
