package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Writes several items, or none of them. */
final class Transactions {
  private static final int MOST_ITEMS = 100;

  private final Function<String, Table> tables;

  /** What was written under a token, so that the same request again is no other. */
  private final Map<String, TransactWriteItemsRequest> done = new HashMap<>();

  Transactions(Function<String, Table> tables) {
    this.tables = tables;
  }

  /**
   * Writes all or nothing.
   *
   * @throws TransactionCanceledException if one of the writes cannot be
   */
  void write(TransactWriteItemsRequest request) {
    if (isRepeated(request)) {
      return;
    }
    List<ItemWrite> writes = writes(request);
    List<ItemWrite.Outcome> outcomes = new ArrayList<>();
    List<CancellationReason> reasons = new ArrayList<>();
    for (ItemWrite write : writes) {
      try {
        outcomes.add(write.workOut());
        reasons.add(CancellationReason.builder().code("None").build());
      } catch (DynamoDbException e) {
        reasons.add(reason(e));
      }
    }
    if (outcomes.size() < writes.size()) {
      throw cancelled(reasons);
    }
    outcomes.forEach(ItemWrite.Outcome::commit);
    if (request.clientRequestToken() != null) {
      done.put(request.clientRequestToken(), request);
    }
  }

  private boolean isRepeated(TransactWriteItemsRequest request) {
    TransactWriteItemsRequest before = done.get(request.clientRequestToken());
    if (before == null) {
      return false;
    }
    if (!before.transactItems().equals(request.transactItems())) {
      throw Refusal.otherRequestWithSameToken();
    }
    return true;
  }

  private List<ItemWrite> writes(TransactWriteItemsRequest request) {
    List<TransactWriteItem> items = request.transactItems();
    if (items.isEmpty() || items.size() > MOST_ITEMS) {
      throw Refusal.invalid("A transaction has 1 to 100 items, not " + items.size());
    }
    List<ItemWrite> writes = new ArrayList<>();
    for (TransactWriteItem item : items) {
      ItemWrite write = write(item);
      if (writes.stream()
          .anyMatch(
              other -> other.table() == write.table() && other.place().equals(write.place()))) {
        throw Refusal.invalid("Transaction request cannot include multiple operations on one item");
      }
      writes.add(write);
    }
    return writes;
  }

  private ItemWrite write(TransactWriteItem item) {
    List<ItemWrite> writes = new ArrayList<>(1);
    Optional.ofNullable(item.put()).ifPresent(put -> writes.add(put(put)));
    Optional.ofNullable(item.update()).ifPresent(update -> writes.add(update(update)));
    Optional.ofNullable(item.delete()).ifPresent(delete -> writes.add(delete(delete)));
    Optional.ofNullable(item.conditionCheck())
        .ifPresent(check -> writes.add(ItemWrites.check(tables.apply(check.tableName()), check)));
    if (writes.size() != 1) {
      throw Refusal.invalid("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    return writes.get(0);
  }

  private ItemWrite put(Put put) {
    return ItemWrites.put(
        tables.apply(put.tableName()),
        PutItemRequest.builder()
            .item(put.item())
            .conditionExpression(put.conditionExpression())
            .expressionAttributeNames(put.expressionAttributeNames())
            .expressionAttributeValues(put.expressionAttributeValues())
            .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure())
            .build());
  }

  private ItemWrite update(Update update) {
    return ItemWrites.update(
            tables.apply(update.tableName()),
            UpdateItemRequest.builder()
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(update.expressionAttributeNames())
                .expressionAttributeValues(update.expressionAttributeValues())
                .returnValuesOnConditionCheckFailure(update.returnValuesOnConditionCheckFailure())
                .build())
        .write();
  }

  private ItemWrite delete(Delete delete) {
    return ItemWrites.delete(
        tables.apply(delete.tableName()),
        DeleteItemRequest.builder()
            .key(delete.key())
            .conditionExpression(delete.conditionExpression())
            .expressionAttributeNames(delete.expressionAttributeNames())
            .expressionAttributeValues(delete.expressionAttributeValues())
            .returnValuesOnConditionCheckFailure(delete.returnValuesOnConditionCheckFailure())
            .build());
  }

  private static CancellationReason reason(DynamoDbException failure) {
    CancellationReason.Builder reason =
        CancellationReason.builder().message(failure.awsErrorDetails().errorMessage());
    if (failure instanceof ConditionalCheckFailedException condition) {
      reason.code("ConditionalCheckFailed");
      if (condition.hasItem()) {
        reason.item(condition.item());
      }
    } else {
      reason.code("ValidationError");
    }
    return reason.build();
  }

  private static TransactionCanceledException cancelled(List<CancellationReason> reasons) {
    String message =
        "Transaction cancelled, please refer cancellation reasons for specific reasons "
            + reasons.stream().map(CancellationReason::code).toList();
    return TransactionCanceledException.builder()
        .statusCode(400)
        .message(message)
        .awsErrorDetails(Refusal.details("TransactionCanceledException", message))
        .cancellationReasons(reasons)
        .build();
  }
}
