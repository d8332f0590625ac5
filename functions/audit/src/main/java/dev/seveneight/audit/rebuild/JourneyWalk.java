package dev.seveneight.audit.rebuild;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.audit.reads.LedgerReads;
import dev.seveneight.audit.rebuild.JourneyNeed.Work;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.ItemRefusedException;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.TooManyConflictsException;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.JourneyItems.Entry;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerQueries;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Moves the journeys of a project's people into the epoch of a rebuild, removes entries that the
 * responses no longer support, and repairs journeys that our functions have not written. It does
 * not add missing answers: when their responses are moved, the aggregate function writes them
 * again. Only a journey that could not be written is filled from the responses directly.
 */
public final class JourneyWalk {
  /** The number of people on a page. */
  private static final int PAGE = 100;

  private final ItemTable items;
  private final LedgerReads ledger;
  private final Parallel parallel;
  private final InstantSource clock;

  public JourneyWalk(ItemTable items, LedgerReads ledger, Parallel parallel, InstantSource clock) {
    this.items = items;
    this.ledger = ledger;
    this.parallel = parallel;
    this.clock = clock;
  }

  /**
   * The completed work.
   *
   * @param moved journeys that this walk has moved into the epoch
   * @param repaired journeys that had a fault
   */
  record Done(long moved, long repaired) {}

  /** Returns the page of people that a job has reached. */
  IndexPage page(Job job) {
    return IndexPage.reachedBy(
        job,
        items,
        LedgerQueries.listed(LedgerItems.listing(job.project(), ItemType.PERSON)).limit(PAGE));
  }

  /** Returns the needs of the journeys of a page's people. */
  List<JourneyNeed> needs(IndexPage page, String project, long epoch) {
    List<JourneyNeed.Key> keys =
        page.entries().stream()
            .map(entry -> LedgerItems.idOf(textOf(entry, ItemAttribute.LISTED_AT)))
            .filter(LedgerItems::isId)
            .map(person -> new JourneyNeed.Key(project, person))
            .toList();
    return parallel.map(keys, key -> need(key, read(key), epoch)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Meets the needs of journeys. */
  Done meet(List<JourneyNeed> needs) {
    long moved = 0;
    long repaired = 0;
    for (Done done : parallel.map(needs, this::meet)) {
      moved += done.moved();
      repaired += done.repaired();
    }
    return new Done(moved, repaired);
  }

  /**
   * Returns the need of a journey; empty if it needs nothing, or does not exist because the person
   * was erased.
   */
  private Optional<JourneyNeed> need(
      JourneyNeed.Key key, Map<String, AttributeValue> journey, long epoch) {
    if (journey.isEmpty()) {
      return Optional.empty();
    }
    boolean isValid = Images.of(journey) instanceof Image.Journey;
    if (!isValid && !canBeRestored(key, journey)) {
      return Optional.of(new JourneyNeed(key, journey, epoch, Work.EMPTY, new TreeMap<>()));
    }
    if (isValid && journey.containsKey(JourneyItems.TO_BE_FILLED)) {
      return Optional.of(filling(key, journey, epoch));
    }
    SortedMap<String, AttributeValue> wrong = wrong(key, journey);
    JourneyNeed need =
        new JourneyNeed(key, journey, epoch, isValid ? Work.MOVE : Work.RESTORE, wrong);
    return isValid && wrong.isEmpty() && !need.isElsewhere() ? Optional.empty() : Optional.of(need);
  }

  /** Returns whether replacing its entries and its own attributes makes it valid. */
  private static boolean canBeRestored(JourneyNeed.Key key, Map<String, AttributeValue> journey) {
    return JourneyItems.isWhole(journey)
        && (isSet(journey, JourneyItems.OVERFLOWED)
            || journey.get(JourneyItems.ANSWERS).m().size() <= JourneyItems.BOUND)
        && Images.brokenEntries(key.project(), journey).stream().allMatch(LedgerItems::isId);
  }

  private SortedMap<String, AttributeValue> wrong(
      JourneyNeed.Key key, Map<String, AttributeValue> journey) {
    SortedSet<String> broken = Images.brokenEntries(key.project(), journey);
    SortedMap<String, Entry> answers = JourneyItems.entries(journey);
    answers.values().removeIf(entry -> entry.answer().isEmpty());
    answers.keySet().removeAll(broken);
    SortedSet<String> asked = new TreeSet<>(broken);
    asked.addAll(answers.keySet());
    Map<String, Image> responses = responses(key.project(), asked);
    SortedMap<String, AttributeValue> wrong = new TreeMap<>();
    answers.forEach(
        (id, entry) -> {
          if (answer(key, responses.get(id)).isEmpty()) {
            wrong.put(id, JourneyItems.marker(revOfMarker(entry, responses.get(id)), now()));
          }
        });
    broken.forEach(id -> wrong.put(id, entry(key, responses.get(id))));
    return wrong;
  }

  /**
   * Returns the revision of a marker. A response that no longer exists had a later revision than
   * the journey has.
   */
  private static long revOfMarker(Entry entry, Image response) {
    if (response instanceof Image.Response valid) {
      return valid.rev();
    }
    return response == null ? entry.rev() + 1 : entry.rev();
  }

  /** Returns the current entry of a response. */
  private AttributeValue entry(JourneyNeed.Key key, Image response) {
    long rev = response instanceof Image.Response valid ? valid.rev() : 1;
    return answer(key, response)
        .map(answer -> JourneyItems.answer(rev, answer))
        .orElseGet(() -> JourneyItems.marker(rev, now()));
  }

  private JourneyNeed filling(
      JourneyNeed.Key key, Map<String, AttributeValue> journey, long epoch) {
    Map<String, Entry> known = JourneyItems.entries(journey);
    SortedMap<String, AttributeValue> missing = new TreeMap<>();
    responses(key.project(), ledger.responsesOf(key.project(), key.person()))
        .forEach(
            (id, response) -> {
              if (!known.containsKey(id) && answer(key, response).isPresent()) {
                missing.put(id, entry(key, response));
              }
            });
    boolean isTooMany = known.size() + missing.size() > JourneyItems.BOUND;
    return isTooMany
        ? new JourneyNeed(key, journey, epoch, Work.OVERFLOW, new TreeMap<>())
        : new JourneyNeed(key, journey, epoch, Work.FILL, missing);
  }

  private static JourneyNeed overflow(JourneyNeed need) {
    return new JourneyNeed(
        need.key(), need.journey(), need.epoch(), Work.OVERFLOW, new TreeMap<>());
  }

  private static Optional<JourneyAnswer> answer(JourneyNeed.Key key, Image response) {
    return response instanceof Image.Response valid
            && valid.person().equals(Optional.of(key.person()))
        ? valid.toJourney()
        : Optional.empty();
  }

  /** Returns the current responses of these ids that exist. */
  private Map<String, Image> responses(String project, Collection<String> ids) {
    Map<String, Image> responses = new TreeMap<>();
    ledger.responses(project, ids).forEach((id, item) -> responses.put(id, Images.of(item)));
    return responses;
  }

  private Done meet(JourneyNeed first) {
    return OptimisticRetry.OF_A_RECORD
        .on(() -> Optional.of(first), need -> tryToMeet(first.key(), first.epoch(), need))
        .orElseThrow(() -> new TooManyConflictsException(first.key().itemKey()));
  }

  private Attempt<Optional<JourneyNeed>, Done> tryToMeet(
      JourneyNeed.Key key, long epoch, Optional<JourneyNeed> need) {
    if (need.isEmpty()) {
      return Attempt.done(new Done(0, 0));
    }
    WriteResult result;
    try {
      result = items.update(JourneyMending.of(need.get(), now()));
    } catch (ItemRefusedException e) {
      if (!e.isTooLarge() || need.get().work() == Work.OVERFLOW) {
        throw e;
      }
      // It is too large, like a journey with too many answers.
      return Attempt.again(Optional.of(overflow(need.get())));
    }
    if (!result.isWritten()) {
      return Attempt.again(need(key, result.inTheWay().orElseGet(() -> read(key)), epoch));
    }
    boolean isRepaired = need.get().work() != Work.MOVE || !need.get().entries().isEmpty();
    return Attempt.done(new Done(need.get().isElsewhere() ? 1 : 0, isRepaired ? 1 : 0));
  }

  private Instant now() {
    return clock.instant();
  }

  private Map<String, AttributeValue> read(JourneyNeed.Key key) {
    return items.get(LedgerItems.key(key.itemKey()));
  }
}
