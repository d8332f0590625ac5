package dev.seveneight.aggregate.stream;

/** A record does not say where it stands in the stream, or of which item it is. */
final class UnreadableRecordException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableRecordException(String reason) {
    super(reason);
  }
}
