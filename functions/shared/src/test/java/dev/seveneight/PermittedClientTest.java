package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

class PermittedClientTest {
  private static final Map<String, AttributeValue> KEY =
      Map.of("pk", AttributeValue.fromS("a thing"));

  private static AmazonDynamoDBLocal database;

  @BeforeAll
  static void startDatabase() {
    database = DynamoDBEmbedded.create(null, true);
    for (String table : List.of("LedgerTable", "TallyTable", "ProjectTable")) {
      database
          .dynamoDbClient()
          .createTable(
              create ->
                  create
                      .tableName(table)
                      .billingMode(BillingMode.PAY_PER_REQUEST)
                      .streamSpecification(
                          stream ->
                              stream
                                  .streamEnabled(true)
                                  .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
                      .keySchema(
                          KeySchemaElement.builder()
                              .attributeName("pk")
                              .keyType(KeyType.HASH)
                              .build())
                      .attributeDefinitions(
                          AttributeDefinition.builder()
                              .attributeName("pk")
                              .attributeType(ScalarAttributeType.S)
                              .build()));
    }
  }

  @AfterAll
  static void stopDatabase() {
    database.shutdownNow();
  }

  @Test
  void shouldDoWhatThePolicyAllows() {
    clientOf("IngestFunction").putItem(put -> put.tableName("LedgerTable").item(KEY));

    assertThat(clientOf("QueryFunction").getItem(get -> get.tableName("LedgerTable").key(KEY)))
        .satisfies(found -> assertThat(found.item()).isEqualTo(KEY));
  }

  @Test
  void shouldPassOnTheStoresOwnErrors() {
    DynamoDbClient ingest = clientOf("IngestFunction");

    assertThatThrownBy(
            () ->
                ingest.putItem(
                    put ->
                        put.tableName("LedgerTable")
                            .item(KEY)
                            .conditionExpression("attribute_exists(nothing)")))
        .isInstanceOf(ConditionalCheckFailedException.class);
  }

  @Test
  void shouldRefuseAnActionOnATableThatThePolicyDoesNotName() {
    DynamoDbClient ingest = clientOf("IngestFunction");

    assertRefused(() -> ingest.putItem(put -> put.tableName("TallyTable").item(KEY)));
  }

  @Test
  void shouldRefuseAnActionThatThePolicyDoesNotNameForTheTable() {
    DynamoDbClient query = clientOf("QueryFunction");

    assertRefused(() -> query.updateItem(update -> update.tableName("LedgerTable").key(KEY)));
  }

  @Test
  void shouldRefuseATransactionOfWhichOnePartIsNotAllowed() {
    DynamoDbClient ingest = clientOf("IngestFunction");
    TransactWriteItem allowed =
        TransactWriteItem.builder().put(put -> put.tableName("LedgerTable").item(KEY)).build();
    TransactWriteItem forbidden =
        TransactWriteItem.builder().delete(gone -> gone.tableName("TallyTable").key(KEY)).build();

    assertRefused(
        () -> ingest.transactWriteItems(write -> write.transactItems(allowed, forbidden)));
  }

  @Test
  void shouldLetAStreamBeReadByThoseThatMay() {
    assertThat(readStreamAs("AuditFunction")).isEmpty();
    assertRefused(() -> readStreamAs("IngestFunction"));
  }

  /** What a function finds in the ledger's stream, in which nothing is. */
  private static List<Record> readStreamAs(String function) {
    DynamoDbStreamsClient streams =
        PermittedClient.ofStreams(function, database.dynamoDbStreamsClient());
    String arn =
        database
            .dynamoDbClient()
            .describeTable(describe -> describe.tableName("LedgerTable"))
            .table()
            .latestStreamArn();
    String shard =
        streams
            .describeStream(describe -> describe.streamArn(arn))
            .streamDescription()
            .shards()
            .get(0)
            .shardId();
    String iterator =
        streams
            .getShardIterator(get -> get.streamArn(arn).shardId(shard).shardIteratorType("LATEST"))
            .shardIterator();
    return streams.getRecords(get -> get.shardIterator(iterator)).records();
  }

  @Test
  void shouldTellATableFromItsIndexes() {
    DynamoDbClient query = clientOf("QueryFunction");

    assertRefused(
        () ->
            query.query(
                question ->
                    question
                        .tableName("LedgerTable")
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", KEY.get("pk")))));
  }

  @Test
  void shouldWatchEveryPageOfAPaginator() {
    DynamoDbClient aggregate = clientOf("AggregateFunction");

    assertRefused(
        () ->
            aggregate
                .queryPaginator(question -> question.tableName("TallyTable").indexName("ByDay"))
                .forEach(page -> assertThat(page).isNull()));
  }

  @Test
  void shouldLetIngestChangeAProjectAndNoKey() {
    DynamoDbClient ingest = clientOf("IngestFunction");
    Map<String, AttributeValue> project = key("project#acme");
    Map<String, AttributeValue> apiKey = key("key#0a1b");

    ingest.putItem(put -> put.tableName("ProjectTable").item(project));
    ingest.getItem(get -> get.tableName("ProjectTable").key(apiKey));

    assertRefused(() -> ingest.putItem(put -> put.tableName("ProjectTable").item(apiKey)));
    assertRefused(() -> ingest.updateItem(to -> to.tableName("ProjectTable").key(apiKey)));
    assertRefused(
        () ->
            ingest.transactWriteItems(
                write -> write.transactItems(putOfProjects(project), putOfProjects(apiKey))));
    assertRefused(
        () -> ingest.putItem(put -> put.tableName("ProjectTable").item(key("keys#acme"))));
  }

  @Test
  void shouldLetAggregateSetRecordsAsideAndChangeNoProject() {
    DynamoDbClient aggregate = clientOf("AggregateFunction");
    Map<String, AttributeValue> project = key("project#acme");

    aggregate.putItem(put -> put.tableName("ProjectTable").item(key("~set-aside")));
    aggregate.getItem(get -> get.tableName("ProjectTable").key(project));

    assertRefused(() -> aggregate.putItem(put -> put.tableName("ProjectTable").item(project)));
    assertRefused(
        () -> aggregate.transactWriteItems(write -> write.transactItems(putOfProjects(project))));
  }

  @Test
  void shouldRefuseABatchOfWhichOneKeyIsNotAllowed() {
    DynamoDbClient ingest = clientOf("IngestFunction");

    assertThat(ingest.batchGetItem(get -> get.requestItems(keys("project#acme", "project#b"))))
        .isNotNull();
    assertRefused(
        () -> ingest.batchGetItem(get -> get.requestItems(keys("project#acme", "key#0a1b"))));
  }

  @Test
  void shouldRefuseAQueryOfAPartitionThatIsNotAllowed() {
    DynamoDbClient ingest = clientOf("IngestFunction");

    assertThat(ingest.query(question -> partitionOfProjects(question, "project#acme"))).isNotNull();
    assertRefused(() -> ingest.query(question -> partitionOfProjects(question, "keys#acme")));
  }

  @Test
  void shouldRefuseAScanOfWhatIsLimitedToPartitions() {
    DynamoDbClient ingest = clientOf("IngestFunction");

    assertThat(clientOf("AuditFunction").scan(scan -> scan.tableName("ProjectTable"))).isNotNull();
    assertRefused(() -> ingest.scan(scan -> scan.tableName("ProjectTable")));
  }

  private static Map<String, AttributeValue> key(String partition) {
    return Map.of("pk", AttributeValue.fromS(partition));
  }

  private static TransactWriteItem putOfProjects(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(put -> put.tableName("ProjectTable").item(item)).build();
  }

  private static Map<String, KeysAndAttributes> keys(String... partitions) {
    return Map.of(
        "ProjectTable",
        KeysAndAttributes.builder()
            .keys(Stream.of(partitions).map(PermittedClientTest::key).toList())
            .build());
  }

  private static void partitionOfProjects(QueryRequest.Builder question, String partition) {
    question
        .tableName("ProjectTable")
        .keyConditionExpression("pk = :partition")
        .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)));
  }

  @Test
  void shouldNotGuessWhatAnotherActionNeeds() {
    DynamoDbClient query = clientOf("QueryFunction");

    assertThatThrownBy(() -> query.describeTable(table -> table.tableName("LedgerTable")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("DescribeTableRequest");
  }

  private static DynamoDbClient clientOf(String function) {
    return PermittedClient.of(function, database.dynamoDbClient());
  }

  private static void assertRefused(Runnable use) {
    assertThatThrownBy(use::run)
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            refused ->
                assertThat(refused.awsErrorDetails().errorCode())
                    .isEqualTo("AccessDeniedException"));
  }
}
