package dev.seveneight.shared.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * The result of a conditional write: it is written, or another write came first. This is the only
 * place that handles the three exceptions by which DynamoDB reports that.
 *
 * @param isWritten whether the write was made; if not, nothing was written
 * @param written the item after an update that returns it, otherwise empty
 * @param inTheWay the item that did not fulfill the condition, if it is known; an empty map if
 *     there is no item
 */
public record WriteResult(
    boolean isWritten,
    Map<String, AttributeValue> written,
    Optional<Map<String, AttributeValue>> inTheWay) {

  /**
   * Makes a write.
   *
   * @param write makes the request, and returns the item if the request returns it
   * @throws TransactionCanceledException if a transaction is canceled for another reason than that
   *     another write came first
   */
  static WriteResult of(Supplier<Map<String, AttributeValue>> write) {
    try {
      return new WriteResult(true, write.get(), Optional.empty());
    } catch (ConditionalCheckFailedException e) {
      return lost(Optional.of(e.item()));
    } catch (TransactionConflictException e) {
      // A transaction is writing the item right now. Its result is not known yet.
      return lost(Optional.empty());
    } catch (TransactionCanceledException e) {
      if (!CancelledTransaction.isRace(e)) {
        throw e;
      }
      return lost(itemOfLast(e.cancellationReasons()));
    }
  }

  /**
   * Returns whether a transaction is writing the item right now. Then nothing is written, and the
   * same write may succeed a moment later.
   */
  public boolean isUndecided() {
    return !isWritten && inTheWay.isEmpty();
  }

  private static WriteResult lost(Optional<Map<String, AttributeValue>> inTheWay) {
    return new WriteResult(false, Map.of(), inTheWay);
  }

  /** Returns the item of the last write of a transaction, which is the one that callers need. */
  private static Optional<Map<String, AttributeValue>> itemOfLast(
      List<CancellationReason> reasons) {
    CancellationReason last = reasons.get(reasons.size() - 1);
    return "ConditionalCheckFailed".equals(last.code()) && last.hasItem()
        ? Optional.of(last.item())
        : Optional.empty();
  }
}
