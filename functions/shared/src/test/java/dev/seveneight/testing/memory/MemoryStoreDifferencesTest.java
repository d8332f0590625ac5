package dev.seveneight.testing.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What DynamoDB documents and DynamoDB Local does in another way, or not at all. */
class MemoryStoreDifferencesTest {
  private static final String TABLE = "LedgerTable";
  private static final Map<String, AttributeValue> KEY = Map.of("pk", text("k"));
  private static final Map<String, AttributeValue> ONE = Map.of(":one", number("1"));

  private final DynamoDbClient memory = MemoryStore.ofProject(InstantSource.system(), 1).dynamo();

  @Test
  void shouldRefuseKeysThatAreTooLong() {
    memory.getItem(get -> get.tableName(TABLE).key(Map.of("pk", text("é".repeat(1_024)))));
    assertInvalid(
        () ->
            memory.getItem(get -> get.tableName(TABLE).key(Map.of("pk", text("x".repeat(2_049))))));
    assertInvalid(
        () ->
            memory.getItem(
                get ->
                    get.tableName("TallyTable")
                        .key(Map.of("pk", text("x"), "sk", text("x".repeat(1_025))))));
  }

  @Test
  void shouldGiveNumbersBackInOneForm() {
    Map<String, String> forms =
        Map.of("01", "1", "1.50", "1.5", "-0", "0", "1e3", "1000", "1E-3", "0.001", "100", "100");
    forms.forEach(
        (sent, kept) -> {
          Map<String, AttributeValue> item = Map.of("pk", text("k"), "n", number(sent));
          memory.putItem(put -> put.tableName(TABLE).item(item));
          assertThat(memory.getItem(get -> get.tableName(TABLE).key(KEY)).item())
              .containsEntry("n", number(kept));
        });
  }

  @Test
  void shouldCancelATransactionThatCannotUpdateItsItem() {
    assertThatThrownBy(
            () ->
                memory.transactWriteItems(
                    write -> write.transactItems(update("SET a = b"), update("l", "SET a = :one"))))
        .isInstanceOfSatisfying(
            TransactionCanceledException.class,
            cancelled ->
                assertThat(cancelled.cancellationReasons())
                    .extracting(CancellationReason::code)
                    .containsExactly("ValidationError", "None"));
    assertThat(memory.scan(scan -> scan.tableName(TABLE)).count()).isZero();
  }

  @Test
  void shouldRefuseATransactionThatWritesAnItemTwice() {
    assertInvalid(
        () ->
            memory.transactWriteItems(
                write ->
                    write.transactItems(update("l", "SET a = :one"), update("l", "ADD b :one"))));
  }

  @Test
  void shouldWriteOnceUnderAToken() {
    TransactWriteItemsRequest request =
        TransactWriteItemsRequest.builder()
            .clientRequestToken("token")
            .transactItems(update("k", "ADD a :one"))
            .build();
    memory.transactWriteItems(request);
    memory.transactWriteItems(request);

    assertThat(memory.getItem(get -> get.tableName(TABLE).key(KEY)).item())
        .containsEntry("a", number("1"));
    assertThatThrownBy(
            () ->
                memory.transactWriteItems(
                    request.toBuilder().transactItems(update("l", "ADD a :one")).build()))
        .isInstanceOf(IdempotentParameterMismatchException.class);
  }

  @Test
  void shouldSayThatItCannotDoWhatNobodyAsks() {
    assertThatThrownBy(() -> memory.listTables()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(
            () ->
                memory.updateItem(
                    update ->
                        update
                            .tableName(TABLE)
                            .key(KEY)
                            .updateExpression("SET a = :one")
                            .expressionAttributeValues(ONE)
                            .expected(Map.of())))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static TransactWriteItem update(String expression) {
    return TransactWriteItem.builder()
        .update(update -> update.tableName(TABLE).key(KEY).updateExpression(expression))
        .build();
  }

  private static TransactWriteItem update(String key, String expression) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(TABLE)
                    .key(Map.of("pk", text(key)))
                    .updateExpression(expression)
                    .expressionAttributeValues(ONE))
        .build();
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
