package dev.seveneight.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

class DynamoEndpointTest {
  private static final Map<String, AttributeValue> ITEM =
      Map.of("pk", AttributeValue.fromS("a"), "score", AttributeValue.fromN("8"));

  private LocalStore store;
  private DynamoEndpoint endpoint;
  private DynamoDbClient client;

  @BeforeEach
  void start() throws Exception {
    store = LocalStore.inMemory(SmallTemplate.read());
    endpoint = DynamoEndpoint.start(store, 0);
    client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://localhost:" + endpoint.port()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    endpoint.close();
    store.close();
  }

  @Test
  void shouldServeTheVeryStoreOfThisProcess() {
    client.putItem(request -> request.tableName("ThingsTable").item(ITEM));

    assertThat(
            store
                .dynamo()
                .getItem(
                    request ->
                        request
                            .tableName("ThingsTable")
                            .key(Map.of("pk", AttributeValue.fromS("a"))))
                .item())
        .isEqualTo(ITEM);
  }

  @Test
  void shouldTellOfAFailedConditionWithTheItem() {
    store.dynamo().putItem(request -> request.tableName("ThingsTable").item(ITEM));

    assertThatThrownBy(
            () ->
                client.putItem(
                    request ->
                        request
                            .tableName("ThingsTable")
                            .item(ITEM)
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class,
            failure -> assertThat(failure.item()).isEqualTo(ITEM));
  }

  @Test
  void shouldLeaveTheStoreOpenWhenItCloses() {
    endpoint.close();

    assertThat(store.dynamo().listTables().tableNames()).containsExactly("ThingsTable");
  }
}
