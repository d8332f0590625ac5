package dev.seveneight.audit.rebuild;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The update that does what a journey needs, or as much of it as one update may do. */
final class JourneyMending {
  /** Nobody has written the journey since it was read. */
  private static final String IS_AS_READ = "#rev = :rev";

  /** The same of one that somebody has taken the revision from. */
  private static final String STILL_HAS_NO_REVISION = "attribute_not_exists(#rev)";

  private final JourneyNeed need;
  private final Instant now;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();
  private final List<String> set = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();

  private JourneyMending(JourneyNeed need, Instant now) {
    this.need = need;
    this.now = now;
  }

  static JourneyMending of(JourneyNeed need, Instant now) {
    return new JourneyMending(need, now);
  }

  UpdateItemRequest update(String table) {
    assign(ItemAttribute.EPOCH, number(need.epoch()));
    assign(ItemAttribute.REV, number(LedgerItems.nextRevision(need.journey())));
    switch (need.work()) {
      case MOVE -> {}
      case RESTORE -> describe();
      case EMPTY -> {
        describe();
        empty();
        if (isOverflowed()) {
          assign(JourneyItems.OVERFLOWED, flag(true));
        } else {
          remove(JourneyItems.OVERFLOWED);
          assign(JourneyItems.TO_BE_FILLED, flag(true));
        }
      }
      case FILL -> {
        if (need.entries().size() <= JourneyNeed.MOST_ENTRIES) {
          remove(JourneyItems.TO_BE_FILLED);
        }
      }
      case OVERFLOW -> {
        empty();
        remove(JourneyItems.TO_BE_FILLED);
        assign(JourneyItems.OVERFLOWED, flag(true));
      }
    }
    entries();
    AttributeValue rev = need.journey().get(ItemAttribute.REV);
    names.put("#rev", "rev");
    if (rev != null) {
      values.put(":rev", rev);
    }
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(Map.of(LedgerItems.KEY, text(key())))
        .updateExpression(
            "SET "
                + String.join(", ", set)
                + (removed.isEmpty() ? "" : " REMOVE " + String.join(", ", removed)))
        .conditionExpression(rev == null ? STILL_HAS_NO_REVISION : IS_AS_READ)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /** What a journey says about itself. */
  private void describe() {
    assign(ItemAttribute.TYPE, text(ItemType.JOURNEY.storedName()));
    assign(ItemAttribute.PROJECT, text(need.key().project()));
    assign(ItemAttribute.PERSON, text(need.key().person()));
    list();
  }

  private void empty() {
    assign(JourneyItems.ANSWERS, AttributeValue.fromM(Map.of()));
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
      names.put("#" + place, entry.getKey());
      values.put(":" + place, entry.getValue());
      names.put("#answers", JourneyItems.ANSWERS);
      set.add("#answers.#" + place + " = :" + place);
      place++;
    }
    if (place > 0) {
      list();
    }
  }

  /** So that markers are found and removed. The nightly run takes one without markers off. */
  private void list() {
    String project = need.key().project();
    assign(ItemAttribute.LISTING, text(LedgerItems.listing(project, JourneyItems.WITH_MARKERS)));
    assign(
        ItemAttribute.LISTED_AT,
        text(LedgerItems.listedAt(now.getEpochSecond(), need.key().person())));
  }

  private String key() {
    return LedgerItems.journeyKey(need.key().project(), need.key().person());
  }

  private void assign(String name, AttributeValue value) {
    if (names.put("#n_" + name, name) == null) {
      values.put(":n_" + name, value);
      set.add("#n_" + name + " = :n_" + name);
    }
  }

  private void remove(String name) {
    names.put("#n_" + name, name);
    removed.add("#n_" + name);
  }
}
