package dev.seveneight.audit.reads;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.SetAsideItems;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Looks again at the items of which the aggregate function has set a record aside. An index does
 * not show all that makes an item invalid, and some of them it does not show at all. Safe for use
 * by several threads.
 */
public final class NotedItems {
  private static final String OF_PROJECT = "pk = :aside AND begins_with(sk, :project)";

  private final DynamoDbClient dynamo;
  private final String projectTable;
  private final LedgerReads ledger;

  public NotedItems(DynamoDbClient dynamo, String projectTable, LedgerReads ledger) {
    this.dynamo = dynamo;
    this.projectTable = projectTable;
    this.ledger = ledger;
  }

  /** Those that are invalid now: what is wrong with each, by its key. */
  public SortedMap<String, String> invalid(String project) {
    List<Map<String, AttributeValue>> keys =
        dynamo
            .queryPaginator(
                query ->
                    query
                        .tableName(projectTable)
                        .keyConditionExpression(OF_PROJECT)
                        .expressionAttributeValues(
                            Map.of(
                                ":aside", text(SetAsideItems.PARTITION),
                                ":project", text(SetAsideItems.placeOf(project))))
                        .consistentRead(true))
            .items()
            .stream()
            .flatMap(item -> Attributes.optionalText(item, SetAsideItems.ITEM_KEY).stream())
            .distinct()
            .map(key -> Map.of(LedgerItems.KEY, text(key)))
            .toList();
    SortedMap<String, String> invalid = new TreeMap<>();
    ledger
        .itemsOf(keys)
        .forEach(
            item -> {
              if (Images.of(item) instanceof Image.Invalid image) {
                invalid.put(textOf(item, LedgerItems.KEY), image.reason());
              }
            });
    return invalid;
  }
}
