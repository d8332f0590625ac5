package dev.seveneight.aggregate;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.store.Images;
import dev.seveneight.shared.store.JourneyItems;
import dev.seveneight.shared.store.JourneyItems.Entry;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Fills the journeys of the ledger. A journey is never made here: one that is not there belongs to
 * a person who was erased, and a late record must not bring it back. An entry is written only over
 * an older revision of its response, so that records may come again, late and in any order.
 */
final class JourneyTable {
  /** The person is there, and the journey keeps answers. */
  private static final String IS_KEPT = "attribute_exists(pk) AND attribute_not_exists(overflowed)";

  /** What the journey knows of the response is older, or has no revision. */
  private static final String IS_NEWS =
      " AND (attribute_not_exists(answers.#id) OR NOT attribute_type(answers.#id.#rev, :number)"
          + " OR answers.#id.#rev < :rev)";

  /** There is room for one more entry, or the response has one. */
  private static final String HAS_ROOM =
      " AND (attribute_exists(answers.#id) OR size(answers) < :bound)";

  /** Nobody has written the journey since it was read. */
  private static final String IS_AS_READ = " AND #rev = :read";

  /** A journey whose store contradicts what it returns is given up after so many attempts. */
  private static final int ATTEMPTS = 100;

  private static final String SET_ENTRY = "SET answers.#id = :entry, #rev = #rev + :one";

  /** And is listed from now on, so that the marker is found and removed. */
  private static final String AND_LIST = ", listing = :listing, listed_at = :at";

  private static final String OVERFLOW =
      "SET overflowed = :overflowed, answers = :none, #rev = #rev + :one";

  private final DynamoDbClient dynamo;
  private final String table;
  private final int bound;

  JourneyTable(DynamoDbClient dynamo, String table, int bound) {
    this.dynamo = dynamo;
    this.table = table;
    this.bound = bound;
  }

  /** What became of a change. */
  enum Outcome {
    /** The journey knows it now, or knew something newer. */
    DONE,
    /** There is no such journey. */
    NO_JOURNEY,
    /** The journey cannot take it, because somebody else has written it. */
    REFUSED
  }

  /** Writes what a journey has to know, unless it knows something newer. */
  Outcome apply(JourneyChange change) {
    int attempt = 1;
    while (attempt <= ATTEMPTS) {
      try {
        Optional<Outcome> outcome = tryToApply(change);
        if (outcome.isPresent()) {
          return outcome.get();
        }
        attempt++;
      } catch (TransactionConflictException e) {
        // The journey is being written this moment, which is no fault of it.
        Thread.onSpinWait();
      }
    }
    return Outcome.REFUSED;
  }

  /**
   * Empty if it has to be tried again.
   *
   * @throws TransactionConflictException if the journey is being written this moment
   */
  private Optional<Outcome> tryToApply(JourneyChange change) {
    Map<String, AttributeValue> journey;
    try {
      dynamo.updateItem(change.answer().isPresent() ? answer(change) : marker(change));
      return Optional.of(Outcome.DONE);
    } catch (ConditionalCheckFailedException e) {
      journey = e.item();
    } catch (DynamoDbException e) {
      if (!Refusal.isInvalid(e)) {
        throw e;
      }
      // If it does not overflow now, it has overflowed before, or is gone.
      return Optional.of(
          Refusal.isTooLarge(e) ? overflow(change, IS_KEPT).orElse(Outcome.DONE) : Outcome.REFUSED);
    }
    if (journey.isEmpty()) {
      return Optional.of(Outcome.NO_JOURNEY);
    }
    if (isSet(journey, JourneyItems.OVERFLOWED)) {
      return Optional.of(Outcome.DONE);
    }
    SortedMap<String, Entry> entries = JourneyItems.entries(journey);
    Entry known = entries.get(change.response());
    if (known != null && known.rev() >= change.rev()) {
      return Optional.of(Outcome.DONE);
    }
    return known == null && entries.size() >= bound
        ? overflow(change, IS_KEPT + " AND size(answers) >= :bound")
        // What is in its way is nothing that we have written, and stays until a rebuild.
        : Optional.of(Outcome.REFUSED);
  }

  /**
   * Settles what a journey has to know of a response whose records tell nothing: by the response as
   * it is now. The write is on condition that nobody has written the journey since before the
   * response was read, so that of two who settle the same, the one who read last wins.
   */
  Outcome settle(JourneyDoubt doubt) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Map<String, AttributeValue> journey =
          read(LedgerItems.journeyKey(doubt.project(), doubt.person()));
      if (journey.isEmpty()) {
        return Outcome.NO_JOURNEY;
      }
      if (isSet(journey, JourneyItems.OVERFLOWED)) {
        return Outcome.DONE;
      }
      JourneyChange truth = truth(doubt);
      Entry known = JourneyItems.entries(journey).get(doubt.response());
      if (known == null || known.rev() < truth.rev()) {
        Outcome applied = apply(truth);
        if (applied != Outcome.DONE) {
          return applied;
        }
        // Looks again: another invocation may have written something else under this revision.
        continue;
      }
      if (known.answer().equals(truth.answer())) {
        return Outcome.DONE;
      }
      Optional<Outcome> outcome = tryToReplace(journey, known, truth);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return Outcome.REFUSED;
  }

  /** What the response says to the journey now. */
  private JourneyChange truth(JourneyDoubt doubt) {
    Image now =
        Images.of(read(LedgerItems.responseKey(doubt.project(), new ResponseId(doubt.response()))));
    Optional<Image.Response> response =
        now instanceof Image.Response valid ? Optional.of(valid) : Optional.empty();
    return new JourneyChange(
        doubt.project(),
        doubt.person(),
        doubt.response(),
        Math.max(doubt.rev(), response.map(Image.Response::rev).orElse(1L)),
        response
            .filter(valid -> valid.person().equals(Optional.of(doubt.person())))
            .flatMap(Image.Response::toJourney),
        true,
        doubt.position());
  }

  /** Replaces an entry by one of the same revision. Empty if it has to be tried again. */
  private Optional<Outcome> tryToReplace(
      Map<String, AttributeValue> journey, Entry known, JourneyChange truth) {
    Map<String, AttributeValue> values = new HashMap<>();
    String expression = SET_ENTRY;
    if (truth.answer().isPresent()) {
      values.put(":entry", JourneyItems.answer(known.rev(), truth.answer().get()));
    } else {
      values.put(":entry", JourneyItems.marker(known.rev(), truth.time()));
      expression += AND_LIST;
      list(truth, values);
    }
    values.put(":one", number(1));
    if (!journey.containsKey("rev")) {
      return Optional.of(Outcome.REFUSED);
    }
    values.put(":read", journey.get("rev"));
    try {
      dynamo.updateItem(entry(truth, expression, IS_KEPT + IS_AS_READ, values));
      return Optional.of(Outcome.DONE);
    } catch (ConditionalCheckFailedException e) {
      return Optional.empty();
    } catch (TransactionConflictException e) {
      return Optional.empty();
    } catch (DynamoDbException e) {
      if (Refusal.isInvalid(e)) {
        return Optional.of(Outcome.REFUSED);
      }
      throw e;
    }
  }

  private Map<String, AttributeValue> read(String key) {
    return dynamo
        .getItem(
            get ->
                get.tableName(table).key(Map.of(LedgerItems.KEY, text(key))).consistentRead(true))
        .item();
  }

  private UpdateItemRequest answer(JourneyChange change) {
    Map<String, AttributeValue> values = news(change);
    values.put(":entry", JourneyItems.answer(change.rev(), change.answer().orElseThrow()));
    values.put(":bound", number(bound));
    return entry(change, SET_ENTRY, IS_KEPT + IS_NEWS + HAS_ROOM, values);
  }

  private UpdateItemRequest marker(JourneyChange change) {
    Map<String, AttributeValue> values = news(change);
    values.put(":entry", JourneyItems.marker(change.rev(), change.time()));
    list(change, values);
    return entry(change, SET_ENTRY + AND_LIST, IS_KEPT + IS_NEWS, values);
  }

  private static Map<String, AttributeValue> news(JourneyChange change) {
    return new HashMap<>(
        Map.of(
            ":rev", number(change.rev()),
            ":number", text("N"),
            ":one", number(1)));
  }

  private static void list(JourneyChange change, Map<String, AttributeValue> values) {
    values.put(":listing", text(LedgerItems.listing(change.project(), JourneyItems.WITH_MARKERS)));
    values.put(":at", text(LedgerItems.listedAt(change.time().getEpochSecond(), change.person())));
  }

  private UpdateItemRequest entry(
      JourneyChange change,
      String expression,
      String condition,
      Map<String, AttributeValue> values) {
    return update(change, expression, condition)
        .expressionAttributeNames(Map.of("#id", change.response(), "#rev", "rev"))
        .expressionAttributeValues(values)
        .build();
  }

  private UpdateItemRequest.Builder update(
      JourneyChange change, String expression, String condition) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(
            Map.of(
                LedgerItems.KEY, text(LedgerItems.journeyKey(change.project(), change.person()))))
        .updateExpression(expression)
        .conditionExpression(condition)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  /** Gives up keeping the answers. Empty if the condition does not hold. */
  private Optional<Outcome> overflow(JourneyChange change, String condition) {
    Map<String, AttributeValue> values =
        new HashMap<>(
            Map.of(
                ":overflowed", flag(true),
                ":none", AttributeValue.fromM(Map.of()),
                ":one", number(1)));
    if (condition.contains(":bound")) {
      values.put(":bound", number(bound));
    }
    try {
      dynamo.updateItem(
          update(change, OVERFLOW, condition)
              .expressionAttributeNames(Map.of("#rev", "rev"))
              .expressionAttributeValues(values)
              .build());
      return Optional.of(Outcome.DONE);
    } catch (ConditionalCheckFailedException e) {
      return Optional.empty();
    } catch (DynamoDbException e) {
      if (Refusal.isInvalid(e)) {
        return Optional.of(Outcome.REFUSED);
      }
      throw e;
    }
  }
}
