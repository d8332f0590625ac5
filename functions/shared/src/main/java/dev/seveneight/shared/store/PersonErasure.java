package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.ledger.DoNotSend;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.Privacy;
import dev.seveneight.shared.project.ProjectSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The one transaction that begins the erasure of a person. It deletes the items that {@link
 * ItemType} says are found by key, and marks the person's own item. When the aggregate function
 * sees the mark, it erases the person's other items, whose number is not limited.
 */
public final class PersonErasure {
  /** It is not somebody else's by now. */
  private static final String IS_NOBODY_ELSES = "attribute_not_exists(pk) OR person = :person";

  private PersonErasure() {}

  /**
   * The writes of the transaction, which is on condition that the person is as read.
   *
   * @param table the ledger's name
   * @param secret the secret of the person's project
   * @param item the person's item as it was read
   * @param keepScores whether the scores stay, without the person
   * @param now the time of the erasure
   */
  public static List<TransactWriteItem> writes(
      String table,
      ProjectSecret secret,
      Map<String, AttributeValue> item,
      boolean keepScores,
      Instant now) {
    Person person = LedgerItems.person(item).orElseThrow();
    List<TransactWriteItem> writes = new ArrayList<>();
    for (ItemType type : ItemType.found(Privacy.Found.BY_KEY)) {
      deletedKeys(type, person, secret).forEach(key -> writes.add(noItem(table, key, person.id())));
    }
    writes.add(tombstone(table, ErasureItems.tombstone(secret, person, keepScores, now)));
    writes.add(mark(table, item, ErasureItems.item(person, keepScores, now)));
    return writes;
  }

  /** The keys of a person's items of a type that is deleted at once. */
  private static List<String> deletedKeys(ItemType type, Person person, ProjectSecret secret) {
    String project = person.project();
    return switch (type) {
      // Marked now, and deleted last, when nothing else is left.
      case PERSON -> List.of();
      case JOURNEY -> List.of(LedgerItems.journeyKey(project, person.id()));
      case IDENTITY ->
          Stream.of(Identity.Kind.values())
              .flatMap(kind -> person.valueOf(kind).map(of -> new Identity(kind, of)).stream())
              .map(identity -> LedgerItems.identityKey(project, secret, identity))
              .toList();
      case UNSUBSCRIBE ->
          List.of(SendingItems.entryKey(project, DoNotSend.UNSUBSCRIBED, person.id()));
      case BOUNCE -> List.of(SendingItems.entryKey(project, DoNotSend.BOUNCED, person.id()));
      case RESPONSE, SURVEY_REQUEST, TOMBSTONE ->
          throw new IllegalArgumentException("the keys of this type do not follow from a person");
    };
  }

  /** The end of an item that is a person's, unless it is somebody else's by now. */
  public static TransactWriteItem noItem(String table, String key, String person) {
    return TransactWriteItem.builder()
        .delete(
            delete ->
                delete
                    .tableName(table)
                    .key(Map.of(LedgerItems.KEY, text(key)))
                    .conditionExpression(IS_NOBODY_ELSES)
                    .expressionAttributeValues(Map.of(":person", text(person))))
        .build();
  }

  /** In whatever place: what may be there is the tombstone of an earlier person of the same id. */
  private static TransactWriteItem tombstone(String table, Map<String, AttributeValue> item) {
    ItemChange change = ItemChange.between(Map.of(), item);
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(table)
                    .key(Map.of(LedgerItems.KEY, item.get(LedgerItems.KEY)))
                    .updateExpression(change.expression())
                    .expressionAttributeNames(change.names())
                    .expressionAttributeValues(change.values()))
        .build();
  }

  private static TransactWriteItem mark(
      String table, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    UpdateItemRequest request = ItemChange.between(before, after).update(table, before).build();
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(table)
                .key(request.key())
                .updateExpression(request.updateExpression())
                .conditionExpression(request.conditionExpression())
                .expressionAttributeNames(request.expressionAttributeNames())
                .expressionAttributeValues(request.expressionAttributeValues())
                .build())
        .build();
  }
}
