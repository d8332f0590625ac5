package dev.seveneight.histories;

import static dev.seveneight.shared.store.Attributes.numberOf;

import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.testing.StoreInterference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The index of people's answers as DynamoDB may show it: without the answers that somebody gave, or
 * was given, just now.
 */
final class IndexBehind implements StoreInterference {
  private static final Duration BEHIND = Duration.ofSeconds(10);

  private final HistoryStore store;
  private final InstantSource clock;

  IndexBehind(HistoryStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Object answer(DynamoDbRequest request, Sender sender) {
    if (!(request instanceof QueryRequest query && "ByPerson".equals(query.indexName()))) {
      return sender.send();
    }
    QueryResponse all = (QueryResponse) sender.send();
    if (all.items().isEmpty()) {
      return all;
    }
    Map<AttributeValue, Instant> since = givenSince();
    Instant seen = clock.instant().minus(BEHIND);
    List<Map<String, AttributeValue>> known = new ArrayList<>(all.items());
    known.removeIf(entry -> since.get(entry.get(LedgerItems.KEY)).isAfter(seen));
    return all.toBuilder().items(known).build();
  }

  /** Since when each answer has been that of its person, by what the stream says. */
  private Map<AttributeValue, Instant> givenSince() {
    Map<AttributeValue, Instant> since = new HashMap<>();
    store
        .shards()
        .forEach(
            shard ->
                shard
                    .records()
                    .forEach(
                        record -> {
                          Map<String, AttributeValue> now = record.dynamodb().newImage();
                          if (now.containsKey("answered_by")
                              && !Objects.equals(
                                  now.get("answered_by"),
                                  record.dynamodb().oldImage().get("answered_by"))) {
                            since.put(
                                now.get(LedgerItems.KEY),
                                Instant.ofEpochMilli(numberOf(now, "updated_at")));
                          }
                        }));
    return since;
  }
}
