package dev.seveneight.testing.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.store.LocalStore;
import dev.seveneight.local.template.Template;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** DynamoDB's limits, which random requests do not come near. */
class MemoryStoreLimitsTest {
  private static final String TABLE = "LedgerTable";
  private static final int LARGEST_ITEM = 400 * 1_024;
  private static final Map<String, AttributeValue> KEY = Map.of("pk", text("k"));
  private static final Map<String, AttributeValue> ONE = Map.of(":one", number("1"));
  private static final Template TEMPLATE = Template.ofProject();

  private static LocalStore real;

  private final DynamoDbClient memory = MemoryStore.ofProject(InstantSource.system(), 1).dynamo();

  @BeforeAll
  static void open() {
    real = LocalStore.inMemory(TEMPLATE);
  }

  @AfterAll
  static void close() {
    real.close();
  }

  static Stream<AttributeValue> values() {
    return Stream.concat(
        Stream.of(
                "0",
                "1",
                "-1",
                "10",
                "100",
                "120",
                "1.5",
                "1.23",
                "12345",
                "-12345.678",
                "0.001",
                "0.0012",
                "-0.5",
                "12345678901234567890123456789012345678")
            .map(MemoryStoreLimitsTest::number),
        Stream.of(
            text("é😀\uFF5E"),
            AttributeValue.fromB(SdkBytes.fromByteArray(new byte[7])),
            AttributeValue.fromBool(true),
            AttributeValue.fromNul(true),
            AttributeValue.fromSs(List.of("a", "bcé")),
            AttributeValue.fromNs(List.of("1", "-22.5")),
            AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[3]))),
            AttributeValue.fromL(List.of()),
            AttributeValue.fromL(List.of(number("1"), text("b"))),
            AttributeValue.fromM(Map.of()),
            AttributeValue.fromM(Map.of("xy", AttributeValue.fromM(Map.of("z", text("1")))))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldCountAnItemsBytesAsDynamoDbDoes(AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(KEY);
    item.put("value", value);
    item.put("padding", text(""));
    int room = LARGEST_ITEM - ValueSize.ofItem(item);

    for (DynamoDbClient client : List.of(memory, real.dynamo())) {
      item.put("padding", text("x".repeat(room)));
      client.putItem(put -> put.tableName(TABLE).item(item));
      item.put("padding", text("x".repeat(room + 1)));
      assertInvalid(() -> client.putItem(put -> put.tableName(TABLE).item(item)));
    }
  }

  @Test
  void shouldRefuseAnUpdateThatMakesAnItemTooLarge() {
    for (DynamoDbClient client : List.of(memory, real.dynamo())) {
      assertInvalid(
          () ->
              client.updateItem(
                  update ->
                      update
                          .tableName(TABLE)
                          .key(KEY)
                          .updateExpression("SET padding = :padding")
                          .expressionAttributeValues(
                              Map.of(":padding", text("x".repeat(LARGEST_ITEM))))));
    }
  }

  @Test
  void shouldEndAPageAfterAMegabyte() {
    for (DynamoDbClient client : List.of(memory, real.dynamo())) {
      for (int i = 0; i < 7; i++) {
        Map<String, AttributeValue> item =
            Map.of("pk", text("p"), "sk", text("s" + i), "a", text("x".repeat(300 * 1_024)));
        client.putItem(put -> put.tableName("ProjectTable").item(item));
      }
      assertThat(
              client
                  .queryPaginator(
                      query ->
                          query
                              .tableName("ProjectTable")
                              .keyConditionExpression("pk = :one")
                              .projectionExpression("pk")
                              .expressionAttributeValues(Map.of(":one", text("p"))))
                  .stream()
                  .map(page -> page.count()))
          .containsExactly(4, 3);
    }
  }

  @Test
  void shouldRefuseReservedWordsAsNames() {
    Set<String> free = Set.of("pk", "rev", "epoch", "listed", "score", "comments");
    Set<String> words = new TreeSet<>(ReservedWords.all());
    words.addAll(free);

    assertThat(taken(memory, words)).isEqualTo(free);
    // Two words of the list that DynamoDB Local does not know.
    words.removeAll(Set.of("CONVERT", "SIZE"));
    assertThat(taken(real.dynamo(), words)).isEqualTo(free);
    assertThat(taken(memory, Set.of("Comment"))).isEmpty();
  }

  /** The words that may be names. */
  private static Set<String> taken(DynamoDbClient client, Set<String> words) {
    Set<String> taken = new TreeSet<>();
    for (String word : words) {
      try {
        client.getItem(get -> get.tableName(TABLE).key(KEY).projectionExpression(word));
        taken.add(word);
      } catch (DynamoDbException e) {
        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
      }
    }
    return taken;
  }

  @Test
  void shouldTakeExpressionsOfUpToFourKilobytes() {
    String longest = "SET a = :one, " + "b".repeat(4_096 - 19) + "=:one";
    for (DynamoDbClient client : List.of(memory, real.dynamo())) {
      update(client, longest);
      assertInvalid(() -> update(client, longest + " "));
    }
  }

  @Test
  void shouldTakeUpToThreeHundredOperators() {
    // With what joins them, 150 comparisons are 299.
    String others = " AND a<>:one".repeat(149);
    for (DynamoDbClient client : List.of(memory, real.dynamo())) {
      check(client, "NOT a=:one" + others);
      assertInvalid(() -> check(client, "NOT NOT a<>:one" + others));
    }
  }

  private static void check(DynamoDbClient client, String condition) {
    client.deleteItem(
        delete ->
            delete
                .tableName(TABLE)
                .key(Map.of("pk", text("absent")))
                .conditionExpression(condition)
                .expressionAttributeValues(ONE));
  }

  private static void update(DynamoDbClient client, String expression) {
    client.updateItem(
        update ->
            update
                .tableName(TABLE)
                .key(Map.of("pk", text("updated")))
                .updateExpression(expression)
                .expressionAttributeValues(ONE));
  }

  private static void assertInvalid(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            failure -> {
              assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              assertThat(failure.statusCode()).isEqualTo(400);
            });
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(String number) {
    return AttributeValue.fromN(number);
  }
}
