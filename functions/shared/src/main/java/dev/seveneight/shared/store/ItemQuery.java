package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.text;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * A query: which items of one partition of a table or index are read, in which order, and how many
 * per page. An {@link ItemTable} runs it.
 *
 * <pre>{@code
 * items.all(ItemQuery.ofPartition(partition).consistent())
 *     .map(item -> textOf(item, "name"));
 * }</pre>
 *
 * <p>Unless stated otherwise, a query is eventually consistent, ascending, and has pages of up to 1
 * MB. Immutable.
 */
public final class ItemQuery {
  private static final String IN_PARTITION = "pk = :partition";
  private static final String IN_PLACES = "pk = :partition AND sk BETWEEN :first AND :last";
  private static final String WITH_PREFIX = "pk = :partition AND begins_with(sk, :prefix)";

  private final QueryRequest request;

  private ItemQuery(QueryRequest request) {
    this.request = request;
  }

  /** Returns a query of all items of a table's partition. */
  public static ItemQuery ofPartition(String partition) {
    return new ItemQuery(of(IN_PARTITION, Map.of(":partition", text(partition))).build());
  }

  /** Returns a query of the items whose sort key is between these two, both inclusive. */
  public static ItemQuery ofPlaces(String partition, String first, String last) {
    return new ItemQuery(
        of(
                IN_PLACES,
                Map.of(":partition", text(partition), ":first", text(first), ":last", text(last)))
            .build());
  }

  /** Returns a query of the items whose sort key begins with this text. */
  public static ItemQuery ofPrefix(String partition, String prefix) {
    return new ItemQuery(
        of(WITH_PREFIX, Map.of(":partition", text(partition), ":prefix", text(prefix))).build());
  }

  /**
   * Returns a query of an index.
   *
   * @param index the index's name in the template
   * @param condition the key condition, in DynamoDB's syntax
   * @param values the values by their placeholders
   */
  public static ItemQuery ofIndex(
      String index, String condition, Map<String, AttributeValue> values) {
    return new ItemQuery(of(condition, values).indexName(index).build());
  }

  private static QueryRequest.Builder of(String condition, Map<String, AttributeValue> values) {
    return QueryRequest.builder()
        .keyConditionExpression(condition)
        .expressionAttributeValues(values);
  }

  /** Returns this query with attribute names by their placeholders, such as {@code #day}. */
  public ItemQuery named(Map<String, String> names) {
    return new ItemQuery(request.toBuilder().expressionAttributeNames(names).build());
  }

  /** Returns this query for some attributes of each item, such as {@code "pk, sk"}. */
  public ItemQuery only(String attributes) {
    return new ItemQuery(request.toBuilder().projectionExpression(attributes).build());
  }

  /** Returns this query with the current state of all items. An index cannot be read like this. */
  public ItemQuery consistent() {
    return new ItemQuery(request.toBuilder().consistentRead(true).build());
  }

  /** Returns this query in the order of the sort key, or in the opposite order. */
  public ItemQuery ascending(boolean isAscending) {
    return new ItemQuery(request.toBuilder().scanIndexForward(isAscending).build());
  }

  /** Returns this query with at most this many items per page. */
  public ItemQuery limit(int most) {
    return new ItemQuery(request.toBuilder().limit(most).build());
  }

  /** Returns this query from the end of a page: its {@link ItemPage#next}. */
  public ItemQuery from(Optional<Map<String, AttributeValue>> start) {
    return start.isEmpty()
        ? this
        : new ItemQuery(request.toBuilder().exclusiveStartKey(start.get()).build());
  }

  /** Returns the request to DynamoDB. */
  QueryRequest request(String table) {
    return request.toBuilder().tableName(table).build();
  }
}
