package dev.seveneight.ingest.imports.times;

/**
 * A text that a {@link TimeFormat} cannot read. The message is for people and never repeats the
 * text.
 */
public final class UnreadableTimeException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableTimeException(String message) {
    // No stack trace: a file can have one of these in each row.
    super(message, null, false, false);
  }
}
