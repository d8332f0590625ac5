package dev.seveneight.aggregate.erasure;

import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.aggregate.journeys.PersonsResponse;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.store.ItemPage;
import dev.seveneight.shared.store.ItemRefusedException;
import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.TooManyConflictsException;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.ledger.ErasureItems;
import dev.seveneight.shared.store.ledger.ErasureItems.Erasing;
import dev.seveneight.shared.store.ledger.ItemChange;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerQueries;
import dev.seveneight.shared.store.ledger.LedgerThing;
import dev.seveneight.shared.store.project.ProjectTable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Erases the items of people who are being erased. Each write has the condition that the item is as
 * it was read. If the condition fails, the item is read and decided on again. Never creates an
 * item. Safe for use by several threads.
 */
public final class ErasureTable {
  private final ItemTable ledger;
  private final ItemTable stamped;
  private final ProjectTable projects;
  private final InstantSource clock;

  public ErasureTable(ItemTable ledger, ProjectTable projects, InstantSource clock) {
    this.ledger = ledger;
    this.stamped = ledger.withWriteTimeout();
    this.projects = projects;
    this.clock = clock;
  }

  /** Returns the person of a record if it is still being erased and has no later revision. */
  Optional<Erasing> current(Image.Erasing image) {
    return ErasureItems.erasing(read(LedgerItems.personKey(image.project(), image.person())))
        .filter(erasing -> erasing.rev() == image.rev());
  }

  /**
   * Looks for the tombstone of a person that was erased recently.
   *
   * @return whether the scores stay; empty if the person was not erased
   * @throws dev.seveneight.shared.store.MalformedItemException if the project's item cannot be read
   */
  Optional<Boolean> keepsScoresOfErased(String project, String person) {
    return projects
        .cached(project)
        .map(known -> read(ErasureItems.tombstoneKey(project, known.secret(), person)))
        .filter(tombstone -> ErasureItems.stands(tombstone, clock.instant()))
        .map(ErasureItems::keepsScores);
  }

  /**
   * Some items of a person that the index has. The index may lag behind.
   *
   * @param keys the items' partition keys
   * @param isAll whether the index has no more
   */
  record Found(List<String> keys, boolean isAll) {}

  /** Finds responses and survey requests of a person. */
  Found find(Erasing erasing, int most) {
    List<String> keys = new ArrayList<>();
    boolean isAll = true;
    for (String partition : ErasureItems.partitionsOf(erasing.project(), erasing.person())) {
      ItemPage page = ledger.page(LedgerQueries.ofPerson(partition).limit(most));
      page.items().forEach(entry -> keys.add(textOf(entry, LedgerItems.KEY)));
      isAll &= page.next().isEmpty();
    }
    return new Found(keys, isAll);
  }

  /** The result of erasing a person from an item. */
  enum Outcome {
    ERASED,
    /** The item is not this person's, or does not exist. */
    NOTHING_TO_ERASE,
    /** DynamoDB rejects the change, however often it is made. */
    REFUSED
  }

  /** Erases a response of a person. */
  Outcome erase(PersonsResponse response, boolean keepScores) {
    String key = LedgerItems.responseKey(response.project(), new ResponseId(response.response()));
    return erase(key, response.person(), keepScores);
  }

  /** Erases a person from an item. */
  Outcome erase(String key, String person, boolean keepScores) {
    try {
      return OptimisticRetry.OF_A_RECORD
          .on(() -> read(key), item -> tryToErase(key, item, person, keepScores))
          .orElseThrow(() -> new TooManyConflictsException(key));
    } catch (ItemRefusedException e) {
      return Outcome.REFUSED;
    }
  }

  private Attempt<Map<String, AttributeValue>, Outcome> tryToErase(
      String key, Map<String, AttributeValue> item, String person, boolean keepScores) {
    if (!optionalText(item, ItemAttribute.PERSON).equals(Optional.of(person))) {
      return Attempt.done(Outcome.NOTHING_TO_ERASE);
    }
    boolean isDeleted = ErasureItems.isDeleted(item, keepScores);
    WriteResult result =
        isDeleted
            ? ledger.delete(LedgerItems.key(key), ItemRevision.isAsRead(item))
            : eraseResponse(item, person, keepScores);
    if (result.isWritten()) {
      note(key, !isDeleted && keepScores ? Action.ANONYMIZE : Action.DELETE);
    }
    return Attempt.of(result, Outcome.ERASED);
  }

  private WriteResult eraseResponse(
      Map<String, AttributeValue> item, String person, boolean keepScores) {
    return stamped.update(
        ItemChange.between(
            item, ErasureItems.leftOf(item, person, keepScores, clock.instant()).orElseThrow()));
  }

  private static void note(String key, Action action) {
    LedgerThing.of(key).ifPresent(thing -> thing.note(action));
  }

  /**
   * Requests the next step: the item's new revision arrives as a record of the stream. If the item
   * has another revision by now, the record of that one is on its way, or the person is erased
   * already.
   */
  void passOn(Image.Erasing image) {
    String key = LedgerItems.personKey(image.project(), image.person());
    decided(key, () -> ledger.update(ItemRevision.next(LedgerItems.key(key), image.rev())));
  }

  /** Ends the erasure, unless another step was requested. */
  void finish(Image.Erasing image) {
    String key = LedgerItems.personKey(image.project(), image.person());
    WriteResult result =
        decided(key, () -> ledger.delete(LedgerItems.key(key), ItemRevision.isAsRead(image.rev())));
    if (result.isWritten()) {
      note(key, Action.DELETE);
    }
  }

  private static WriteResult decided(String key, Supplier<WriteResult> write) {
    return OptimisticRetry.OF_A_RECORD
        .untilDecided(write)
        .orElseThrow(() -> new TooManyConflictsException(key));
  }

  private Map<String, AttributeValue> read(String key) {
    return ledger.get(LedgerItems.key(key));
  }
}
