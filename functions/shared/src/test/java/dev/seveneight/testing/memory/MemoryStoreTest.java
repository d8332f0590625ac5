package dev.seveneight.testing.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.store.LocalStore;
import dev.seveneight.local.template.Template;
import dev.seveneight.testing.Tries;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Whatever is asked of it, the store in memory answers and refuses as DynamoDB Local does, and its
 * stream tells the same. Where they may differ is said in {@link StoreOutcome}, where the random
 * requests are made, and in {@link MemoryStoreDifferencesTest}.
 */
class MemoryStoreTest {
  private static final Template TEMPLATE = Template.ofProject();

  @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  @Tries(quick = 8, thorough = 30)
  void shouldAnswerAsDynamoDbLocalDoes(
      @ForAll("histories") List<DynamoDbRequest> requests, @ForAll long seed) {
    try (LocalStore real = LocalStore.inMemory(TEMPLATE)) {
      MemoryStore memory = MemoryStore.ofProject(InstantSource.system(), seed);

      for (DynamoDbRequest request : requests) {
        assertThat(StoreOutcome.of(memory.dynamo(), request))
            .as("%s", request)
            .isEqualTo(StoreOutcome.of(real.dynamo(), request));
      }

      assertThat(
              StoreOutcome.changes(
                  StreamReading.records(memory.dynamo(), memory.streams(), "LedgerTable").stream()))
          .isEqualTo(
              StoreOutcome.changes(
                  StreamReading.records(real.dynamo(), real.streams(), "LedgerTable").stream()));
    }
  }

  @Example
  void shouldFindTheSameRanges() {
    List<String> texts = List.of("a", "ab", "abc", "b", "é", "\uD7FF", "\uFF5E", "😀", "😀x");
    List<String> conditions =
        List.of(
            "sk = :a",
            "sk < :a",
            "sk <= :a",
            "sk > :a",
            "sk >= :a",
            "begins_with(sk, :a)",
            "sk BETWEEN :a AND :b");
    try (LocalStore real = LocalStore.inMemory(TEMPLATE)) {
      MemoryStore memory = MemoryStore.ofProject(InstantSource.system(), 1);
      for (DynamoDbClient client : List.of(memory.dynamo(), real.dynamo())) {
        texts.forEach(sk -> client.putItem(put -> put.tableName("TallyTable").item(key("p", sk))));
        client.putItem(put -> put.tableName("TallyTable").item(key("o", "a")));
        client.putItem(put -> put.tableName("TallyTable").item(key("q", "a")));
      }
      for (String condition : conditions) {
        for (String bound : texts) {
          for (boolean forward : List.of(true, false)) {
            QueryRequest query = query(condition, bound, "é", forward);
            assertThat(StoreOutcome.of(memory.dynamo(), query))
                .as("%s", query)
                .isEqualTo(StoreOutcome.of(real.dynamo(), query));
          }
        }
      }
    }
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  private static QueryRequest query(
      String condition, String first, String second, boolean forward) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":pk", AttributeValue.fromS("p"));
    values.put(":a", AttributeValue.fromS(first));
    if (condition.contains(":b")) {
      values.put(":b", AttributeValue.fromS(second));
    }
    return QueryRequest.builder()
        .tableName("TallyTable")
        .keyConditionExpression("pk = :pk AND " + condition)
        .expressionAttributeValues(values)
        .scanIndexForward(forward)
        .limit(2)
        .build();
  }

  @Provide
  Arbitrary<List<DynamoDbRequest>> histories() {
    return StoreCalls.any().list().ofMinSize(60).ofMaxSize(100);
  }
}
