package dev.seveneight.shared.json;

/**
 * A text that a caller sent is not JSON. The message says why and where, and never repeats the
 * text.
 */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedJsonException(String message) {
    super(message);
  }
}
