package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.store.TableWrite;
import dev.seveneight.shared.store.WriteCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The changes that one write to the ledger makes, for the {@link ChangeLog}. Immutable.
 *
 * @param changes the changes, without those of mere parts of a thing
 */
record WrittenThings(List<Change> changes) {
  private record Change(Action action, LedgerThing thing) {}

  /** Returns the changes that putting an item makes. */
  static WrittenThings of(Map<String, AttributeValue> item, boolean isNew) {
    return new WrittenThings(change(actionOf(item, isNew), item).stream().toList());
  }

  /** Returns the changes that deleting an item makes. */
  static WrittenThings deleted(Map<String, AttributeValue> key) {
    return new WrittenThings(change(Action.DELETE, key).stream().toList());
  }

  /** Returns the changes that a transaction makes. */
  static WrittenThings of(List<TableWrite> writes) {
    String isNew = WriteCondition.IS_NEW.expression();
    List<Change> changes = new ArrayList<>();
    for (TransactWriteItem write : writes.stream().map(TableWrite::request).toList()) {
      if (write.put() != null) {
        boolean makesNew = isNew.equals(write.put().conditionExpression());
        Map<String, AttributeValue> item = write.put().item();
        change(actionOf(item, makesNew), item).ifPresent(changes::add);
      } else if (write.update() != null) {
        change(actionOf(write.update()), write.update().key()).ifPresent(changes::add);
      } else if (write.delete() != null) {
        change(Action.DELETE, write.delete().key()).ifPresent(changes::add);
      }
    }
    // The erasure of a person deletes all entries that the person may have.
    List<Change> erasures =
        changes.stream().filter(change -> change.action() == Action.ERASE).toList();
    return new WrittenThings(erasures.isEmpty() ? List.copyOf(changes) : erasures);
  }

  /** Notes that the changes were written. */
  void note() {
    changes.forEach(change -> change.thing().note(change.action()));
  }

  /** Notes that the changes may have been written, if the failure leaves that open. */
  void noteFailed(SdkException failure) {
    changes.forEach(change -> change.thing().noteFailed(change.action(), failure));
  }

  private static Optional<Change> change(Action action, Map<String, AttributeValue> key) {
    return LedgerThing.of(textOf(key, LedgerItems.KEY)).map(thing -> new Change(action, thing));
  }

  private static Action actionOf(Map<String, AttributeValue> item, boolean isNew) {
    if (isSet(item, ItemAttribute.GONE)) {
      return Action.DELETE;
    }
    return isNew ? Action.CREATE : Action.CHANGE;
  }

  private static Action actionOf(Update update) {
    return update.expressionAttributeNames().containsValue(ErasureItems.ERASING)
        ? Action.ERASE
        : Action.CHANGE;
  }
}
