package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.CancelledTransaction;
import dev.seveneight.shared.store.ErasureItems;
import dev.seveneight.shared.store.ItemChange;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.LedgerThing;
import dev.seveneight.shared.store.PersonErasure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Takes away what is personal in old things. Each write is on condition that the item is as it was
 * read. Safe for use by several threads.
 */
final class RetentionTable {
  /** Who follows the changes reads only what is 5 s old. */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  RetentionTable(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /**
   * Leaves of a response what it is counted by.
   *
   * @param read the response's item as it was read
   * @return whether there was anything else
   */
  boolean makeAnonymous(Map<String, AttributeValue> read) {
    Map<String, AttributeValue> item = read;
    while (true) {
      Optional<Map<String, AttributeValue>> left = ErasureItems.anonymous(item, clock.instant());
      if (left.isEmpty()) {
        return false;
      }
      try {
        dynamo.updateItem(
            ItemChange.between(item, left.get())
                .update(table, item)
                .overrideConfiguration(override -> override.apiCallTimeout(WRITE_TIMEOUT))
                .build());
        note(item, Action.ANONYMIZE);
        return true;
      } catch (ConditionalCheckFailedException e) {
        item = e.item();
      } catch (TransactionConflictException e) {
        // It is being written this moment.
        Map<String, AttributeValue> key = Map.of(LedgerItems.KEY, item.get(LedgerItems.KEY));
        item = dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item();
      }
    }
  }

  private static void note(Map<String, AttributeValue> item, Action action) {
    LedgerThing.of(textOf(item, LedgerItems.KEY))
        .ifPresent(thing -> thing.note(action, ChangeLog.current().by(ChangeLog.RETENTION)));
  }

  /** Whether an item is a person of whom it says nothing since a time. */
  static boolean isOlderThan(Map<String, AttributeValue> item, Instant time) {
    Optional<Person> person = LedgerItems.person(item);
    return person.isPresent()
        && person.get().createdAt().isBefore(time)
        && person.get().updatedAt().isBefore(time)
        && person.get().sending().lastSentAt().filter(sent -> !sent.isBefore(time)).isEmpty();
  }

  /**
   * Begins to erase a person, with the scores kept.
   *
   * @return whether it did; if not, the person is in use at this moment
   */
  boolean erase(ProjectSecret secret, Map<String, AttributeValue> person) {
    try {
      dynamo.transactWriteItems(
          write ->
              write
                  .transactItems(PersonErasure.writes(table, secret, person, true, clock.instant()))
                  .overrideConfiguration(override -> override.apiCallTimeout(WRITE_TIMEOUT)));
      note(person, Action.ERASE);
      return true;
    } catch (TransactionCanceledException e) {
      if (CancelledTransaction.isRace(e)) {
        return false;
      }
      throw e;
    }
  }
}
