package dev.seveneight.shared.store;

import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Why a transaction was not written. */
final class CancelledTransaction {
  private CancelledTransaction() {}

  /** Whether it has only lost a race, so that it may be tried again with what is there now. */
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
