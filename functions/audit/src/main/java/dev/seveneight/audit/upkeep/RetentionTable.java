package dev.seveneight.audit.upkeep;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.TooManyConflictsException;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.ledger.ErasureItems;
import dev.seveneight.shared.store.ledger.ItemChange;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerThing;
import dev.seveneight.shared.store.ledger.PersonErasure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Removes personal data from old items. Each write is on condition that the item has not changed
 * since it was read. Safe for use by several threads.
 */
public final class RetentionTable {
  private final ItemTable ledger;
  private final InstantSource clock;

  public RetentionTable(ItemTable ledger, InstantSource clock) {
    this.ledger = ledger.withWriteTimeout();
    this.clock = clock;
  }

  /**
   * Removes all of a response that it is not counted by.
   *
   * @param read the response's item as it was read
   * @return whether there was something to remove
   */
  boolean makeAnonymous(Map<String, AttributeValue> read) {
    Map<String, AttributeValue> key = Map.of(LedgerItems.KEY, read.get(LedgerItems.KEY));
    Iterator<Map<String, AttributeValue>> first = List.of(read).iterator();
    return OptimisticRetry.OF_A_RECORD
        .on(
            () -> first.hasNext() ? first.next() : ledger.get(key),
            item -> tryToMakeAnonymous(item))
        .orElseThrow(() -> new TooManyConflictsException(textOf(read, LedgerItems.KEY)));
  }

  private Attempt<Map<String, AttributeValue>, Boolean> tryToMakeAnonymous(
      Map<String, AttributeValue> item) {
    Optional<Map<String, AttributeValue>> left = ErasureItems.anonymous(item, clock.instant());
    if (left.isEmpty()) {
      return Attempt.done(false);
    }
    WriteResult result = ledger.update(ItemChange.between(item, left.get()));
    if (result.isWritten()) {
      note(item, Action.ANONYMIZE);
    }
    return Attempt.of(result, true);
  }

  private static void note(Map<String, AttributeValue> item, Action action) {
    LedgerThing.of(textOf(item, LedgerItems.KEY))
        .ifPresent(thing -> thing.note(action, ChangeLog.current().by(ChangeLog.RETENTION)));
  }

  /** Returns whether an item is a person without data newer than a time. */
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
   * @return whether the erasure began; false if the person is in use at this moment
   */
  boolean erase(ProjectSecret secret, Map<String, AttributeValue> person) {
    boolean isWritten =
        ledger
            .writeTogether(PersonErasure.writes(ledger, secret, person, true, clock.instant()))
            .isWritten();
    if (isWritten) {
      note(person, Action.ERASE);
    }
    return isWritten;
  }
}
