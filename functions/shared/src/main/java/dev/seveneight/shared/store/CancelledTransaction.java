package dev.seveneight.shared.store;

import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The reasons why a transaction was not written. */
final class CancelledTransaction {
  private CancelledTransaction() {}

  /**
   * Returns whether the transaction failed only because of conditions or conflicting writes, so
   * that an optimistic retry may succeed.
   */
  static boolean isRace(TransactionCanceledException cancelled) {
    return cancelled.cancellationReasons().stream()
        .allMatch(
            reason ->
                switch (reason.code()) {
                  case "None", "ConditionalCheckFailed", "TransactionConflict" -> true;
                  default -> false;
                });
  }
}
