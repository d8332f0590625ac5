package dev.seveneight.local.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Reads a resource of type {@code AWS::DynamoDB::Table}. */
final class TableReader {
  private static final Set<String> PROPERTIES =
      Set.of(
          "KeySchema",
          "AttributeDefinitions",
          "GlobalSecondaryIndexes",
          "StreamSpecification",
          "TimeToLiveSpecification",
          // Properties for protection or billing in the cloud, without a counterpart here.
          "BillingMode",
          "DeletionProtectionEnabled",
          "PointInTimeRecoverySpecification",
          "SSESpecification",
          "Tags");

  private final TemplateValues values;

  TableReader(TemplateValues values) {
    this.values = values;
  }

  TableDefinition read(String name, TemplateNode resource) {
    TemplateNode table = resource.get("Properties").allowing(PROPERTIES);
    CreateTableRequest.Builder creation =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keySchema(table))
            .attributeDefinitions(
                table.get("AttributeDefinitions").items().stream().map(this::attribute).toList());
    table
        .find("GlobalSecondaryIndexes")
        .ifPresent(
            indexes ->
                creation.globalSecondaryIndexes(
                    indexes.items().stream().map(this::index).toList()));
    table
        .find("StreamSpecification")
        .ifPresent(stream -> creation.streamSpecification(stream(stream)));
    return new TableDefinition(name, creation.build(), expiry(table));
  }

  private List<KeySchemaElement> keySchema(TemplateNode parent) {
    return parent.get("KeySchema").items().stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(values.text(key.get("AttributeName")))
                    .keyType(oneOf(KeyType.knownValues(), key.get("KeyType")))
                    .build())
        .toList();
  }

  private AttributeDefinition attribute(TemplateNode attribute) {
    return AttributeDefinition.builder()
        .attributeName(values.text(attribute.get("AttributeName")))
        .attributeType(oneOf(ScalarAttributeType.knownValues(), attribute.get("AttributeType")))
        .build();
  }

  private GlobalSecondaryIndex index(TemplateNode index) {
    index.allowing(Set.of("IndexName", "KeySchema", "Projection"));
    TemplateNode projection =
        index.get("Projection").allowing(Set.of("ProjectionType", "NonKeyAttributes"));
    Projection.Builder projected =
        Projection.builder()
            .projectionType(oneOf(ProjectionType.knownValues(), projection.get("ProjectionType")));
    projection
        .find("NonKeyAttributes")
        .ifPresent(
            names -> projected.nonKeyAttributes(names.items().stream().map(values::text).toList()));
    return GlobalSecondaryIndex.builder()
        .indexName(values.text(index.get("IndexName")))
        .keySchema(keySchema(index))
        .projection(projected.build())
        .build();
  }

  private StreamSpecification stream(TemplateNode stream) {
    return StreamSpecification.builder()
        .streamEnabled(true)
        .streamViewType(
            oneOf(
                StreamViewType.knownValues(),
                stream.allowing(Set.of("StreamViewType")).get("StreamViewType")))
        .build();
  }

  private Optional<String> expiry(TemplateNode table) {
    return table
        .find("TimeToLiveSpecification")
        .filter(expiry -> values.flag(expiry.get("Enabled")))
        .map(expiry -> values.text(expiry.get("AttributeName")));
  }

  private <T extends Enum<T>> T oneOf(Set<T> known, TemplateNode node) {
    String text = values.text(node);
    return known.stream()
        .filter(value -> value.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> node.complaint("expected one of " + known + ", found " + text));
  }
}
