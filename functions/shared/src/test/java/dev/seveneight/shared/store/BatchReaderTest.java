package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.testing.StoreInterference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class BatchReaderTest {
  private static final String TABLE = "LedgerTable";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final List<Integer> sizes = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void shouldReadWhatIsThereWithAHundredKeysInARequest() {
    List<Map<String, AttributeValue>> keys = keys(0, 230);
    keys.subList(0, 210).forEach(this::put);
    List<Map<String, AttributeValue>> twice = new ArrayList<>(keys);
    twice.addAll(keys);

    assertThat(reader(0).items(twice)).containsExactlyInAnyOrderElementsOf(keys.subList(0, 210));
    assertThat(sizes).containsExactly(100, 100, 30);
    assertThat(reader(0).items(keys, Parallel.inTurn())).hasSize(210);
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldAskForNothingWithoutKeys() {
    assertThat(reader(0).items(List.of())).isEmpty();

    assertThat(sizes).isEmpty();
  }

  @Test
  void shouldAskAgainForUnprocessedKeysWithLongerAndLongerPauses() {
    List<Map<String, AttributeValue>> keys = keys(300, 310);
    keys.forEach(this::put);

    assertThat(reader(1).items(keys)).containsExactlyInAnyOrderElementsOf(keys);

    assertThat(sizes).containsExactly(10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    assertThat(pauses)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 9).mapToObj(i -> Duration.ofMillis(20 * i)).toList());
  }

  @Test
  void shouldGiveUpAfterTenRequestsAsIfDynamoDbHadThrottledThem() {
    List<Map<String, AttributeValue>> keys = keys(400, 411);

    assertThatThrownBy(() -> reader(1).items(keys))
        .isInstanceOfSatisfying(
            ProvisionedThroughputExceededException.class,
            failure -> assertThat(failure.isThrottlingException()).isTrue());
    assertThat(sizes).hasSize(10);
    assertThat(pauses).hasSize(9);
  }

  @Test
  void shouldTellWhatOneRequestLeavesUnprocessed() {
    List<Map<String, AttributeValue>> keys = keys(500, 503);
    keys.forEach(this::put);

    BatchReader.Batch batch = reader(1).once(keys);

    assertThat(batch.items()).containsExactly(keys.get(0));
    assertThat(batch.unprocessed()).containsExactlyElementsOf(keys.subList(1, 3));
    assertThat(sizes).containsExactly(3);
  }

  /** A reader of a store that processes this many keys of each request; 0 for all. */
  private BatchReader reader(int processed) {
    StoreInterference busy =
        (request, sender) -> {
          List<Map<String, AttributeValue>> keys =
              ((BatchGetItemRequest) request).requestItems().get(TABLE).keys();
          sizes.add(keys.size());
          return processed == 0 ? sender.send() : part(keys, processed);
        };
    return new BatchReader(busy.before(store.dynamo()), TABLE, pauses::add);
  }

  private BatchGetItemResponse part(List<Map<String, AttributeValue>> keys, int processed) {
    List<Map<String, AttributeValue>> left = keys.subList(processed, keys.size());
    Map<String, KeysAndAttributes> some =
        Map.of(TABLE, KeysAndAttributes.builder().keys(keys.subList(0, processed)).build());
    return store.dynamo().batchGetItem(get -> get.requestItems(some)).toBuilder()
        .unprocessedKeys(
            left.isEmpty()
                ? Map.of()
                : Map.of(TABLE, KeysAndAttributes.builder().keys(left).build()))
        .build();
  }

  private void put(Map<String, AttributeValue> item) {
    store.dynamo().putItem(put -> put.tableName(TABLE).item(item));
  }

  private static List<Map<String, AttributeValue>> keys(int start, int end) {
    return IntStream.range(start, end).mapToObj(i -> Map.of("pk", text("acme#r#" + i))).toList();
  }
}
