package dev.seveneight.shared.store;

import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Why a transaction was not written. */
final class CancelledTransaction {
  private CancelledTransaction() {}

  /**
   * Whether only a condition failed or another write conflicted, so that an optimistic retry may
   * succeed.
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
