package dev.seveneight.audit.reads;

import dev.seveneight.audit.jobs.Pause;
import dev.seveneight.shared.log.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads many items of a table as they are now. Safe for use by several threads. */
public final class ConsistentReads {
  /** The most keys of one request. */
  private static final int AT_ONCE = 100;

  private static final int ATTEMPTS = 10;

  private final DynamoDbClient dynamo;
  private final String table;
  private final Parallel parallel;
  private final Pause pause;

  public ConsistentReads(DynamoDbClient dynamo, String table, Parallel parallel, Pause pause) {
    this.dynamo = dynamo;
    this.table = table;
    this.parallel = parallel;
    this.pause = pause;
  }

  /** The items of these keys that are there, in no order. No key may be given twice. */
  List<Map<String, AttributeValue>> items(Collection<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> all = List.copyOf(keys);
    List<List<Map<String, AttributeValue>>> requests = new ArrayList<>();
    for (int start = 0; start < all.size(); start += AT_ONCE) {
      requests.add(all.subList(start, Math.min(all.size(), start + AT_ONCE)));
    }
    return parallel.map(requests, this::read).stream().flatMap(List::stream).toList();
  }

  private List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    List<Map<String, AttributeValue>> left = keys;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      Map<String, KeysAndAttributes> request =
          Map.of(table, KeysAndAttributes.builder().keys(left).consistentRead(true).build());
      BatchGetItemResponse answer = dynamo.batchGetItem(batch -> batch.requestItems(request));
      items.addAll(answer.responses().getOrDefault(table, List.of()));
      KeysAndAttributes unread = answer.unprocessedKeys().get(table);
      left = unread == null ? List.of() : unread.keys();
      if (!left.isEmpty()) {
        waitBefore(attempt);
      }
    }
    return items;
  }

  /** What is left of a request is what the store could not read at that rate. */
  private void waitBefore(int attempt) {
    if (attempt == ATTEMPTS) {
      throw new IllegalStateException("the store asks for less, ten times in a row");
    }
    pause.take(Duration.ofMillis(20L * attempt));
  }
}
