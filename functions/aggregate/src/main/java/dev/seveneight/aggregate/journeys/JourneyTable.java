package dev.seveneight.aggregate.journeys;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.store.ItemRefusedException;
import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.TooManyConflictsException;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.JourneyItems.Entry;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes entries to the journeys of the ledger. Never creates a journey: a missing one belongs to
 * an erased person, and a late record must not restore it. An entry replaces only an older revision
 * of its response, so records may arrive repeatedly, late and in any order.
 */
public final class JourneyTable {
  /** The journey exists and has not overflowed. */
  private static final WriteCondition IS_KEPT =
      WriteCondition.of("attribute_exists(pk) AND attribute_not_exists(overflowed)");

  /** The journey's entry of the response is missing, is older, or has no revision. */
  private static final WriteCondition IS_NEWS =
      WriteCondition.of(
              "attribute_not_exists(answers.#id) OR NOT attribute_type(answers.#id.#rev, :number)"
                  + " OR answers.#id.#rev < :rev")
          .named("#rev", ItemRevision.ATTRIBUTE)
          .with(":number", text("N"));

  /** The response has an entry, or there is room for one more. */
  private static final WriteCondition HAS_ROOM =
      WriteCondition.of("attribute_exists(answers.#id) OR size(answers) < :bound");

  /** There is no room for one more entry. */
  private static final WriteCondition IS_FULL = WriteCondition.of("size(answers) >= :bound");

  private final ItemTable ledger;
  private final AttributeValue bound;
  private final int most;

  /**
   * Creates the writer.
   *
   * @param ledger the ledger
   * @param bound the most entries of a journey
   */
  public JourneyTable(ItemTable ledger, int bound) {
    this.ledger = ledger;
    this.bound = number(bound);
    this.most = bound;
  }

  /** The result of a change. */
  public enum Outcome {
    /** The journey has the entry now, or had a newer one. */
    DONE,
    /** The journey does not exist. */
    NO_JOURNEY,
    /** The journey cannot take the entry, because it was edited by hand. */
    REFUSED
  }

  /**
   * Writes an entry, unless the journey has a newer one. Returns {@link Outcome#REFUSED} if the
   * writes keep failing although the journey shows no reason.
   *
   * @throws TooManyConflictsException if transactions keep writing the journey; then the change is
   *     not at fault
   */
  public Outcome apply(JourneyChange change) {
    return OptimisticRetry.OF_A_RECORD.run(() -> tryToApply(change)).orElse(Outcome.REFUSED);
  }

  /** Makes one attempt. Empty if it has to be repeated. */
  private Optional<Outcome> tryToApply(JourneyChange change) {
    WriteResult result;
    try {
      result = write(change.answer().isPresent() ? answer(change) : marker(change), change);
    } catch (ItemRefusedException e) {
      // If it does not overflow now, it has overflowed before, or was deleted.
      return Optional.of(
          e.isTooLarge() ? overflow(change, IS_KEPT).orElse(Outcome.DONE) : Outcome.REFUSED);
    }
    if (result.isWritten()) {
      return Optional.of(Outcome.DONE);
    }
    Map<String, AttributeValue> journey = result.inTheWay().orElseThrow();
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
    return known == null && entries.size() >= most
        ? overflow(change, IS_KEPT.and(IS_FULL.with(":bound", bound)))
        // The entry in the way was edited by hand, and stays until a rebuild.
        : Optional.of(Outcome.REFUSED);
  }

  /**
   * Writes an entry in doubt from the response as it is now. The journey is read before the
   * response, and the write has the condition that the journey is as it was read. So of two
   * concurrent calls, the one that read last wins.
   */
  public Outcome settle(JourneyDoubt doubt) {
    return OptimisticRetry.OF_A_RECORD.run(() -> tryToSettle(doubt)).orElse(Outcome.REFUSED);
  }

  /** Makes one attempt. Empty if it has to be repeated. */
  private Optional<Outcome> tryToSettle(JourneyDoubt doubt) {
    Map<String, AttributeValue> journey =
        read(LedgerItems.journeyKey(doubt.project(), doubt.person()));
    if (journey.isEmpty()) {
      return Optional.of(Outcome.NO_JOURNEY);
    }
    if (isSet(journey, JourneyItems.OVERFLOWED)) {
      return Optional.of(Outcome.DONE);
    }
    JourneyChange truth = truth(doubt);
    Entry known = JourneyItems.entries(journey).get(doubt.response());
    if (known == null || known.rev() < truth.rev()) {
      Outcome applied = apply(truth);
      // Looks again: another invocation may have written another entry with this revision.
      return applied == Outcome.DONE ? Optional.empty() : Optional.of(applied);
    }
    if (known.answer().equals(truth.answer())) {
      return Optional.of(Outcome.DONE);
    }
    return tryToReplace(journey, known, truth);
  }

  /** Returns the entry of the response as it is now. */
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

  /**
   * Replaces an entry by one of the same revision. Empty if the conditional write fails and has to
   * be repeated.
   */
  private Optional<Outcome> tryToReplace(
      Map<String, AttributeValue> journey, Entry known, JourneyChange truth) {
    if (!journey.containsKey(ItemRevision.ATTRIBUTE)) {
      return Optional.of(Outcome.REFUSED);
    }
    ItemUpdate update =
        truth.answer().isPresent()
            ? entry(truth, JourneyItems.answer(known.rev(), truth.answer().get()))
            : listed(truth, entry(truth, JourneyItems.marker(known.rev(), truth.time())));
    try {
      return ledger.update(update.onlyIf(ItemRevision.isAsRead(journey))).isWritten()
          ? Optional.of(Outcome.DONE)
          : Optional.empty();
    } catch (ItemRefusedException e) {
      return Optional.of(Outcome.REFUSED);
    }
  }

  private Map<String, AttributeValue> read(String key) {
    return ledger.get(LedgerItems.key(key));
  }

  private ItemUpdate answer(JourneyChange change) {
    return entry(change, JourneyItems.answer(change.rev(), change.answer().orElseThrow()))
        .onlyIf(isNews(change))
        .onlyIf(HAS_ROOM.named("#id", change.response()).with(":bound", bound));
  }

  private static ItemUpdate marker(JourneyChange change) {
    return listed(change, entry(change, JourneyItems.marker(change.rev(), change.time())))
        .onlyIf(isNews(change));
  }

  private static WriteCondition isNews(JourneyChange change) {
    return IS_NEWS.named("#id", change.response()).with(":rev", number(change.rev()));
  }

  private static ItemUpdate entry(JourneyChange change, AttributeValue entry) {
    return ItemUpdate.of(LedgerItems.key(keyOf(change)))
        .setIn(JourneyItems.ANSWERS, change.response(), entry)
        .increment(ItemRevision.ATTRIBUTE)
        .onlyIf(IS_KEPT);
  }

  /**
   * Adds the journey to the index of journeys with markers, so that its marker is found and removed
   * later.
   */
  private static ItemUpdate listed(JourneyChange change, ItemUpdate update) {
    return update
        .set(
            ItemAttribute.LISTING,
            text(LedgerItems.listing(change.project(), JourneyItems.WITH_MARKERS)))
        .set(
            ItemAttribute.LISTED_AT,
            text(LedgerItems.listedAt(change.time().getEpochSecond(), change.person())));
  }

  /** Marks the journey as overflowed and removes its entries. Empty if the condition fails. */
  private Optional<Outcome> overflow(JourneyChange change, WriteCondition condition) {
    ItemUpdate update =
        ItemUpdate.of(LedgerItems.key(keyOf(change)))
            .set(JourneyItems.OVERFLOWED, flag(true))
            .set(JourneyItems.ANSWERS, AttributeValue.fromM(Map.of()))
            .increment(ItemRevision.ATTRIBUTE)
            .onlyIf(condition);
    try {
      return write(update, change).isWritten() ? Optional.of(Outcome.DONE) : Optional.empty();
    } catch (ItemRefusedException e) {
      return Optional.of(Outcome.REFUSED);
    }
  }

  private WriteResult write(ItemUpdate update, JourneyChange change) {
    return OptimisticRetry.OF_A_RECORD
        .untilDecided(() -> ledger.update(update))
        .orElseThrow(() -> new TooManyConflictsException(keyOf(change)));
  }

  private static String keyOf(JourneyChange change) {
    return LedgerItems.journeyKey(change.project(), change.person());
  }
}
