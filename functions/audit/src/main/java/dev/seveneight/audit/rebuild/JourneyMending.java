package dev.seveneight.audit.rebuild;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds the update that meets a journey's need, or as much of it as one update can do. */
final class JourneyMending {
  private final JourneyNeed need;
  private final Instant now;
  private final ItemUpdate update;
  private boolean isListed;

  private JourneyMending(JourneyNeed need, Instant now) {
    this.need = need;
    this.now = now;
    this.update =
        ItemUpdate.of(LedgerItems.key(need.key().itemKey()))
            .set(ItemAttribute.EPOCH, number(need.epoch()))
            .set(ItemAttribute.REV, number(LedgerItems.nextRevision(need.journey())))
            .onlyIf(ItemRevision.isAsRead(need.journey()));
  }

  static ItemUpdate of(JourneyNeed need, Instant now) {
    return new JourneyMending(need, now).update();
  }

  private ItemUpdate update() {
    switch (need.work()) {
      case MOVE -> {}
      case RESTORE -> describe();
      case EMPTY -> {
        describe();
        empty();
        if (isOverflowed()) {
          update.set(JourneyItems.OVERFLOWED, flag(true));
        } else {
          update.remove(JourneyItems.OVERFLOWED);
          update.set(JourneyItems.TO_BE_FILLED, flag(true));
        }
      }
      case FILL -> {
        if (need.entries().size() <= JourneyNeed.MOST_ENTRIES) {
          update.remove(JourneyItems.TO_BE_FILLED);
        }
      }
      case OVERFLOW -> {
        empty();
        update.remove(JourneyItems.TO_BE_FILLED);
        update.set(JourneyItems.OVERFLOWED, flag(true));
      }
    }
    entries();
    return update;
  }

  /** Writes the journey's own attributes. */
  private void describe() {
    update.set(ItemAttribute.TYPE, text(ItemType.JOURNEY.storedName()));
    update.set(ItemAttribute.PROJECT, text(need.key().project()));
    update.set(ItemAttribute.PERSON, text(need.key().person()));
    list();
  }

  private void empty() {
    update.set(JourneyItems.ANSWERS, AttributeValue.fromM(Map.of()));
  }

  private boolean isOverflowed() {
    AttributeValue overflowed = need.journey().get(JourneyItems.OVERFLOWED);
    return overflowed != null && Boolean.TRUE.equals(overflowed.bool());
  }

  private void entries() {
    int place = 0;
    for (Map.Entry<String, AttributeValue> entry : need.entries().entrySet()) {
      if (place == JourneyNeed.MOST_ENTRIES) {
        break;
      }
      update.setIn(JourneyItems.ANSWERS, entry.getKey(), entry.getValue());
      place++;
    }
    if (place > 0) {
      list();
    }
  }

  /**
   * Lists the journey, so that its markers are found and removed. The nightly run unlists a journey
   * without markers.
   */
  private void list() {
    if (isListed) {
      return;
    }
    isListed = true;
    String project = need.key().project();
    update.set(
        ItemAttribute.LISTING, text(LedgerItems.listing(project, JourneyItems.WITH_MARKERS)));
    update.set(
        ItemAttribute.LISTED_AT,
        text(LedgerItems.listedAt(now.getEpochSecond(), need.key().person())));
  }
}
