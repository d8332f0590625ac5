package dev.seveneight.bench.cost;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.textsOf;

import dev.seveneight.bench.system.BenchStore;
import dev.seveneight.bench.system.MadeUpResponses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The two ways in which counters are usually kept in DynamoDB, on the same table and with the same
 * counters, without the marks and the index that ours have.
 */
final class UsualWays {
  private static final int RESPONSES = 100;

  private final CostStore store;

  UsualWays(CostStore store) {
    this.store = store;
  }

  /**
   * The response and all its counters in one transaction: exact. What its counters cost is what the
   * transaction costs more than the response by itself. Whether DynamoDB doubles the index writes
   * of a transaction too is not documented; here it is taken for not doing so.
   */
  double transaction(int dimensions) {
    store.emptyTallies();
    MadeUpResponses responses = new MadeUpResponses(dimensions, TallyCosts.VALUES, 1, 1);
    double alone = 0;
    double together = 0;
    for (int i = 0; i < RESPONSES; i++) {
      Map<String, AttributeValue> item = responses.next();
      store.metered().putItem(put -> put.tableName(BenchStore.LEDGER).item(item));
      alone += store.consumed().writesWithoutIndexesOf(BenchStore.LEDGER);
      store
          .store()
          .dynamo()
          .deleteItem(
              delete -> delete.tableName(BenchStore.LEDGER).key(Map.of("pk", item.get("pk"))));
      List<TransactWriteItem> writes = new ArrayList<>();
      writes.add(
          TransactWriteItem.builder()
              .put(put -> put.tableName(BenchStore.LEDGER).item(item))
              .build());
      counters(item).forEach(add -> writes.add(TransactWriteItem.builder().update(add).build()));
      store.metered().transactWriteItems(transaction -> transaction.transactItems(writes));
      together += store.consumed().writesWithoutIndexesOf(BenchStore.LEDGER);
    }
    return (together - alone) / RESPONSES;
  }

  /** One update for each counter's item: each response that is sent again is counted again. */
  double updates(int dimensions) {
    store.emptyTallies();
    MadeUpResponses responses = new MadeUpResponses(dimensions, TallyCosts.VALUES, 1, 1);
    for (int i = 0; i < RESPONSES; i++) {
      for (Update add : counters(responses.next())) {
        store
            .metered()
            .updateItem(
                update ->
                    update
                        .tableName(add.tableName())
                        .key(add.key())
                        .updateExpression(add.updateExpression())
                        .expressionAttributeNames(add.expressionAttributeNames())
                        .expressionAttributeValues(add.expressionAttributeValues()));
      }
    }
    return store.consumed().allWrites() / RESPONSES;
  }

  /** One for each segment and period. */
  private static List<Update> counters(Map<String, AttributeValue> response) {
    String day = textOf(response, "day");
    List<Update> counters = new ArrayList<>();
    for (String segment : textsOf(response, "segments")) {
      for (String period : List.of("day#" + day, "month#" + day.substring(0, 7))) {
        counters.add(
            Update.builder()
                .tableName(BenchStore.TALLIES)
                .key(
                    Map.of(
                        "pk", text(textOf(response, "project") + "#" + segment),
                        "sk", text("score#" + period)))
                .updateExpression("ADD #score :one")
                .expressionAttributeNames(Map.of("#score", "s" + response.get("score").n()))
                .expressionAttributeValues(Map.of(":one", number(1)))
                .build());
      }
    }
    return counters;
  }
}
