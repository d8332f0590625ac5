package dev.seveneight.aggregate.stream;

/** Thrown for a record without a position in the stream or without an image of its item. */
final class UnreadableRecordException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableRecordException(String reason) {
    super(reason);
  }
}
