package dev.seveneight.aggregate;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.store.ErasureItems;
import dev.seveneight.shared.store.ErasureItems.Erasing;
import dev.seveneight.shared.store.ItemChange;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.LedgerThing;
import dev.seveneight.shared.store.ProjectTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Erases what the ledger has of people who are being erased. Each write is on condition that the
 * item is as it was read, and what loses a race is decided again from what it met. Nothing is ever
 * made here. Safe for use by several threads.
 */
final class ErasureTable {
  /** Nobody has written the item since it was read. */
  private static final String IS_AS_READ = "rev = :rev";

  private static final String STILL_HAS_NO_REVISION = "attribute_not_exists(rev)";

  private static final String NEXT_REVISION = "SET rev = :next";

  private static final String OF_A_PERSON = "answered_by = :person";

  /**
   * How long a change of a response may take, from the stamping of {@code changed_at} on: who
   * follows the changes reads only what is 5 s old.
   */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

  private final DynamoDbClient dynamo;
  private final String table;
  private final ProjectTable projects;
  private final InstantSource clock;

  ErasureTable(DynamoDbClient dynamo, String table, ProjectTable projects, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.projects = projects;
    this.clock = clock;
  }

  /** The person of a record, if still being erased, and if no later revision asks for the same. */
  Optional<Erasing> current(Image.Erasing image) {
    return ErasureItems.erasing(read(LedgerItems.personKey(image.project(), image.person())))
        .filter(erasing -> erasing.rev() == image.rev());
  }

  /**
   * Whether a person was erased within the last days.
   *
   * @return empty if not, else whether the scores stay
   * @throws dev.seveneight.shared.store.MalformedItemException if the project's item cannot be read
   */
  Optional<Boolean> keepsScoresOfErased(String project, String person) {
    return projects
        .remembered(project)
        .map(known -> read(ErasureItems.tombstoneKey(project, known.secret(), person)))
        .filter(tombstone -> ErasureItems.stands(tombstone, clock.instant()))
        .map(ErasureItems::keepsScores);
  }

  /**
   * Some of what the index has of a person; it may be behind.
   *
   * @param keys the partition keys
   * @param isAll whether there is no more
   */
  record Found(List<String> keys, boolean isAll) {}

  /** Looks for what there is of a person: answers, and requests to answer. */
  Found find(Erasing erasing, int most) {
    List<String> keys = new ArrayList<>();
    boolean isAll = true;
    for (String whose : ErasureItems.partitionsOf(erasing.project(), erasing.person())) {
      QueryResponse page =
          dynamo.query(
              query ->
                  query
                      .tableName(table)
                      .indexName(LedgerItems.BY_PERSON)
                      .keyConditionExpression(OF_A_PERSON)
                      .expressionAttributeValues(Map.of(":person", text(whose)))
                      .limit(most));
      page.items().forEach(entry -> keys.add(textOf(entry, LedgerItems.KEY)));
      isAll &= !page.hasLastEvaluatedKey() || page.lastEvaluatedKey().isEmpty();
    }
    return new Found(keys, isAll);
  }

  /** Erases a response of a person. */
  boolean erase(PersonsAnswer answer, boolean keepScores) {
    String key = LedgerItems.responseKey(answer.project(), new ResponseId(answer.response()));
    return erase(key, answer.person(), keepScores);
  }

  /**
   * Erases what an item says of a person.
   *
   * @return whether there was anything to erase
   */
  boolean erase(String key, String person, boolean keepScores) {
    Map<String, AttributeValue> item = read(key);
    while (optionalText(item, "person").equals(Optional.of(person))) {
      try {
        if (ErasureItems.isDeleted(item, keepScores)) {
          delete(key, Optional.ofNullable(item.get("rev")));
        } else {
          eraseResponse(item, person, keepScores);
        }
        return true;
      } catch (ConditionalCheckFailedException e) {
        item = e.item();
      } catch (TransactionConflictException e) {
        // It is being written this moment.
        item = read(key);
      }
    }
    return false;
  }

  private void eraseResponse(Map<String, AttributeValue> item, String person, boolean keepScores) {
    Map<String, AttributeValue> left =
        ErasureItems.leftOf(item, person, keepScores, clock.instant()).orElseThrow();
    dynamo.updateItem(
        ItemChange.between(item, left)
            .update(table, item)
            .overrideConfiguration(override -> override.apiCallTimeout(WRITE_TIMEOUT))
            .build());
    LedgerThing.of(textOf(item, LedgerItems.KEY))
        .ifPresent(thing -> thing.note(keepScores ? Action.ANONYMIZE : Action.DELETE));
  }

  /** Deletes an item, also one that somebody has taken the revision from. */
  private void delete(String key, Optional<AttributeValue> rev) {
    dynamo.deleteItem(
        delete -> {
          delete
              .tableName(table)
              .key(Map.of(LedgerItems.KEY, text(key)))
              .conditionExpression(rev.isPresent() ? IS_AS_READ : STILL_HAS_NO_REVISION)
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
          rev.ifPresent(value -> delete.expressionAttributeValues(Map.of(":rev", value)));
        });
    LedgerThing.of(key).ifPresent(thing -> thing.note(Action.DELETE));
  }

  /**
   * Asks for the next step: the item's new revision comes as a record of the stream. Unless
   * somebody has asked for it already.
   */
  void passOn(Image.Erasing image) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(personKey(image))
                  .updateExpression(NEXT_REVISION)
                  .conditionExpression(IS_AS_READ)
                  .expressionAttributeValues(
                      Map.of(":rev", number(image.rev()), ":next", number(image.rev() + 1))));
    } catch (ConditionalCheckFailedException e) {
      // The record of a later revision is on its way, or the person is gone.
      return;
    }
  }

  /** Ends the erasure, unless somebody has asked for another step. */
  void finish(Image.Erasing image) {
    try {
      delete(
          LedgerItems.personKey(image.project(), image.person()), Optional.of(number(image.rev())));
    } catch (ConditionalCheckFailedException e) {
      // The record of a later revision is on its way, or the person is gone.
      return;
    }
  }

  private static Map<String, AttributeValue> personKey(Image.Erasing image) {
    return Map.of(LedgerItems.KEY, text(LedgerItems.personKey(image.project(), image.person())));
  }

  private Map<String, AttributeValue> read(String key) {
    return dynamo
        .getItem(
            get ->
                get.tableName(table).key(Map.of(LedgerItems.KEY, text(key))).consistentRead(true))
        .item();
  }
}
