package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.ItemRefusedException.orRefused;

import dev.seveneight.shared.log.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/**
 * Reads the current state of many items of a table by their keys. DynamoDB takes 100 keys in a
 * request, and returns those that it had no capacity for as unprocessed. The reader requests these
 * again, up to 10 times, each time after a longer wait. Immutable and safe for use by several
 * threads.
 */
public final class BatchReader {
  /** The maximum number of keys of one request. */
  public static final int KEYS_AT_ONCE = 100;

  private static final int MOST_ATTEMPTS = 10;
  private static final long STEP_MILLIS = 20;
  private static final String THROTTLED = "ProvisionedThroughputExceededException";

  private final DynamoDbClient dynamo;
  private final String table;
  private final Backoff backoff;

  /** Reads the table of this name. */
  public BatchReader(DynamoDbClient dynamo, String table) {
    this(dynamo, table, Backoff.SLEEPING);
  }

  /** Reads the table of this name, with this wait between two attempts. */
  public BatchReader(DynamoDbClient dynamo, String table, Backoff backoff) {
    this.dynamo = dynamo;
    this.table = table;
    this.backoff = backoff;
  }

  /**
   * Returns the items of these keys that exist, in no order. A key may be given several times.
   *
   * @throws ProvisionedThroughputExceededException if DynamoDB leaves keys unprocessed every time.
   *     It is the exception that DynamoDB throws when it processes no key, so callers handle both
   *     in the same way.
   */
  public List<Map<String, AttributeValue>> items(Collection<Map<String, AttributeValue>> keys) {
    return chunks(keys).stream().flatMap(chunk -> read(chunk).stream()).toList();
  }

  /** Returns the same; makes the requests at the same time. */
  public List<Map<String, AttributeValue>> items(
      Collection<Map<String, AttributeValue>> keys, Parallel parallel) {
    return parallel.map(chunks(keys), this::read).stream().flatMap(List::stream).toList();
  }

  /**
   * Splits the keys into requests, without duplicates. DynamoDB rejects a request that has a key
   * twice.
   */
  private static List<List<Map<String, AttributeValue>>> chunks(
      Collection<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> each = List.copyOf(new LinkedHashSet<>(keys));
    List<List<Map<String, AttributeValue>>> chunks = new ArrayList<>();
    for (int start = 0; start < each.size(); start += KEYS_AT_ONCE) {
      chunks.add(each.subList(start, Math.min(each.size(), start + KEYS_AT_ONCE)));
    }
    return chunks;
  }

  private List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    List<Map<String, AttributeValue>> left = keys;
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      Batch batch = once(left);
      items.addAll(batch.items());
      left = batch.unprocessed();
      if (left.isEmpty()) {
        return items;
      }
      if (attempt < MOST_ATTEMPTS) {
        backoff.pause(Duration.ofMillis(STEP_MILLIS * attempt));
      }
    }
    throw throttled();
  }

  /**
   * The result of one request.
   *
   * @param items the items that exist, in no order
   * @param unprocessed the keys that DynamoDB had no capacity for
   */
  public record Batch(
      List<Map<String, AttributeValue>> items, List<Map<String, AttributeValue>> unprocessed) {}

  /**
   * Makes one request, for callers that do not need the unprocessed keys.
   *
   * @param keys at most {@link #KEYS_AT_ONCE}, each given once
   */
  public Batch once(List<Map<String, AttributeValue>> keys) {
    Map<String, KeysAndAttributes> request =
        Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    BatchGetItemResponse reply =
        orRefused(() -> dynamo.batchGetItem(get -> get.requestItems(request)));
    KeysAndAttributes unprocessed = reply.unprocessedKeys().get(table);
    return new Batch(
        reply.responses().getOrDefault(table, List.of()),
        unprocessed == null ? List.of() : unprocessed.keys());
  }

  private static ProvisionedThroughputExceededException throttled() {
    String message = "keys of a batch were left unprocessed " + MOST_ATTEMPTS + " times";
    return ProvisionedThroughputExceededException.builder()
        .message(message)
        .statusCode(400)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode(THROTTLED).errorMessage(message).build())
        .build();
  }
}
