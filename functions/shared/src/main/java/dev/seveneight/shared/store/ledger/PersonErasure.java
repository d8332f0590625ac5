package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.Privacy;
import dev.seveneight.shared.ledger.SuppressionReason;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.TableWrite;
import dev.seveneight.shared.store.WriteCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The one transaction that begins the erasure of a person. It deletes the items that {@link
 * ItemType} registers as found by key, and marks the person's own item. When the aggregate function
 * sees the mark, it erases the person's other items, whose number is not limited.
 */
public final class PersonErasure {
  /** The item does not belong to another person now. */
  private static final WriteCondition IS_OF_NO_OTHER_PERSON =
      WriteCondition.of("attribute_not_exists(pk) OR person = :person");

  private PersonErasure() {}

  /**
   * Returns the writes of the transaction. Its condition is that the person has not changed since
   * it was read.
   *
   * @param ledger the ledger
   * @param secret the secret of the person's project
   * @param item the person's item as it was read
   * @param keepScores whether the scores stay, without the person
   * @param now the time of the erasure
   */
  public static List<TableWrite> writes(
      ItemTable ledger,
      ProjectSecret secret,
      Map<String, AttributeValue> item,
      boolean keepScores,
      Instant now) {
    Person person = LedgerItems.person(item).orElseThrow();
    List<TableWrite> writes = new ArrayList<>();
    for (ItemType type : ItemType.found(Privacy.Found.BY_KEY)) {
      deletedKeys(type, person, secret)
          .forEach(key -> writes.add(noItem(ledger, key, person.id())));
    }
    writes.add(tombstone(ledger, ErasureItems.tombstone(secret, person, keepScores, now)));
    writes.add(
        ledger.toUpdate(ItemChange.between(item, ErasureItems.item(person, keepScores, now))));
    return writes;
  }

  /** Returns the keys of a person's items of a type that is deleted at once. */
  private static List<String> deletedKeys(ItemType type, Person person, ProjectSecret secret) {
    String project = person.project();
    return switch (type) {
      // Marked now, and deleted last, after all other items.
      case PERSON -> List.of();
      case JOURNEY -> List.of(LedgerItems.journeyKey(project, person.id()));
      case IDENTITY ->
          Stream.of(Identity.Kind.values())
              .flatMap(kind -> person.valueOf(kind).map(of -> new Identity(kind, of)).stream())
              .map(identity -> LedgerItems.identityKey(project, secret, identity))
              .toList();
      case UNSUBSCRIBE ->
          List.of(SendingItems.entryKey(project, SuppressionReason.UNSUBSCRIBED, person.id()));
      case BOUNCE ->
          List.of(SendingItems.entryKey(project, SuppressionReason.BOUNCED, person.id()));
      case RESPONSE, SURVEY_REQUEST, TOMBSTONE ->
          throw new IllegalArgumentException("the keys of this type do not follow from a person");
    };
  }

  /**
   * Returns the deletion of an item of a person, on condition that it does not belong to another
   * person now.
   */
  public static TableWrite noItem(ItemTable ledger, String key, String person) {
    return ledger.toDelete(
        LedgerItems.key(key), IS_OF_NO_OTHER_PERSON.with(":person", text(person)));
  }

  /**
   * Returns the write of a tombstone. It needs no condition, because the only item that can be
   * there is the tombstone of an earlier person with the same id.
   */
  private static TableWrite tombstone(ItemTable ledger, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> attributes = new HashMap<>(item);
    attributes.remove(LedgerItems.KEY);
    return ledger.toUpdate(
        ItemUpdate.of(LedgerItems.key(textOf(item, LedgerItems.KEY))).setAll(attributes));
  }
}
