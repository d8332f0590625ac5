package dev.seveneight.bench.usual;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The store behind the SDK's client as it comes, with as many requests as the functions make. */
final class UsualStore {
  private final DynamoDbClient dynamo = DynamoDbClient.create();
  private final String projects = System.getenv("PROJECT_TABLE");
  private final String ledger = System.getenv("LEDGER_TABLE");
  private final String tallies = System.getenv("TALLY_TABLE");

  /** The project that the key of HTTP Basic stands for, if there is such a key. */
  Optional<String> projectOf(String authorization) {
    if (authorization == null || !authorization.startsWith("Basic ")) {
      return Optional.empty();
    }
    String credentials =
        new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8);
    String key = credentials.substring(0, credentials.indexOf(':'));
    return Optional.ofNullable(item("key#" + sha256(key), "key").get("project"))
        .map(AttributeValue::s);
  }

  /** An item of a project. */
  Map<String, AttributeValue> project(String project, String thing) {
    return item("project#" + project, thing);
  }

  private Map<String, AttributeValue> item(String partition, String thing) {
    return dynamo
        .getItem(
            get ->
                get.tableName(projects)
                    .key(Map.of("pk", text(partition), "sk", text(thing)))
                    .consistentRead(true))
        .item();
  }

  /** An item of the ledger. */
  Map<String, AttributeValue> ledger(String partition) {
    return dynamo
        .getItem(
            get -> get.tableName(ledger).key(Map.of("pk", text(partition))).consistentRead(true))
        .item();
  }

  /** Puts new items into the ledger, all or none. */
  void put(List<Map<String, AttributeValue>> items) {
    dynamo.transactWriteItems(
        transaction ->
            transaction.transactItems(
                items.stream()
                    .map(
                        item ->
                            TransactWriteItem.builder()
                                .put(
                                    put ->
                                        put.tableName(ledger)
                                            .item(item)
                                            .conditionExpression("attribute_not_exists(pk)"))
                                .build())
                    .toList()));
  }

  /** The newest response of a project. */
  Optional<Map<String, AttributeValue>> newest(String project) {
    return dynamo
        .query(
            query ->
                query
                    .tableName(ledger)
                    .indexName("ByTime")
                    .keyConditionExpression("listing = :listing")
                    .expressionAttributeValues(Map.of(":listing", text(project + "#response")))
                    .scanIndexForward(false)
                    .limit(1))
        .items()
        .stream()
        .findFirst();
  }

  /** The tallies of a segment between two places. */
  List<Map<String, AttributeValue>> tallies(String partition, String first, String last) {
    return dynamo
        .query(
            query ->
                query
                    .tableName(tallies)
                    .keyConditionExpression("pk = :partition AND sk BETWEEN :first AND :last")
                    .expressionAttributeValues(
                        Map.of(
                            ":partition", text(partition),
                            ":first", text(first),
                            ":last", text(last))))
        .items();
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
