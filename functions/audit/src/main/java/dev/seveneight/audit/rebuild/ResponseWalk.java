package dev.seveneight.audit.rebuild;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalNumber;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.texts;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.SegmentPlan;
import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.MalformedItemException;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.TooManyConflictsException;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerQueries;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.ValueListTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Moves a project's responses into the epoch of a rebuild. For the stream, each move is a change
 * like any other: it removes the response from the tallies of the old epoch and adds it to those of
 * the new one. The response's content and the time of its last change stay the same.
 */
public final class ResponseWalk {
  /** The number of responses on a page. */
  private static final int PAGE = 500;

  /** The response is not in the epoch. */
  private static final WriteCondition IS_ELSEWHERE = WriteCondition.of("epoch <> :epoch");

  private final ItemTable ledger;
  private final ProjectTable projects;
  private final ValueListTable valueLists;
  private final Parallel parallel;

  public ResponseWalk(
      ItemTable ledger, ProjectTable projects, ValueListTable valueLists, Parallel parallel) {
    this.ledger = ledger;
    this.projects = projects;
    this.valueLists = valueLists;
    this.parallel = parallel;
  }

  /** Returns the page of responses that a job has reached. */
  IndexPage page(Job job) {
    RebuiltDays days = RebuiltDays.of(job);
    return IndexPage.reachedBy(
        job,
        ledger,
        LedgerQueries.listed(
                LedgerItems.listing(job.project(), ItemType.RESPONSE),
                days.firstPlace(),
                days.lastPlace())
            .limit(PAGE));
  }

  /**
   * Returns the entries of a page that are to be moved, according to the index: those of the days,
   * and those whose time cannot be read. A response in a later epoch is also moved, because our
   * functions have not put it there.
   */
  static List<Map<String, AttributeValue>> elsewhere(IndexPage page, Job job, long epoch) {
    RebuiltDays days = RebuiltDays.of(job);
    return page.entries().stream()
        .filter(entry -> isElsewhere(entry, epoch))
        .filter(entry -> dayOf(entry).filter(day -> !days.contains(day)).isEmpty())
        .toList();
  }

  /** Returns the faults of the invalid entries of a page, by key. */
  static Map<String, String> invalid(IndexPage page) {
    Map<String, String> invalid = new TreeMap<>();
    for (Map<String, AttributeValue> entry : page.entries()) {
      if (Images.ofEntry(entry) instanceof Image.Invalid image) {
        invalid.put(textOf(entry, LedgerItems.KEY), image.reason());
      }
    }
    return invalid;
  }

  /** Returns the day of a response; for an invalid one, the day of its time in UTC. */
  private static Optional<LocalDate> dayOf(Map<String, AttributeValue> entry) {
    if (Images.ofEntry(entry) instanceof Image.Response response) {
      return response.said().map(said -> said.counted().day());
    }
    OptionalLong second = LedgerItems.findSecond(textOf(entry, ItemAttribute.LISTED_AT));
    return second.isPresent()
        ? Optional.of(
            LocalDate.ofInstant(Instant.ofEpochSecond(second.getAsLong()), ZoneOffset.UTC))
        : Optional.empty();
  }

  /**
   * Moves responses. An invalid one is moved like any other if its revision and its epoch can be
   * read. It contributes nothing, and after a correction it is counted in the same epoch as all
   * others.
   *
   * @param segmentAnew whether to derive their segments from the project's settings again
   * @return the number of responses that this call moved
   */
  long move(
      String project, List<Map<String, AttributeValue>> entries, long epoch, boolean segmentAnew) {
    return parallel
        .map(
            entries,
            entry ->
                segmentAnew
                    ? moveAnew(projects.project(project), entry, epoch)
                    : move(entry, epoch))
        .stream()
        .filter(moved -> moved)
        .count();
  }

  private boolean move(Map<String, AttributeValue> entry, long epoch) {
    return move(entry, epoch, item -> Map.of());
  }

  private boolean moveAnew(Project project, Map<String, AttributeValue> entry, long epoch) {
    return move(ledger.get(keyOf(entry)), epoch, item -> segments(project, item));
  }

  /**
   * Returns the newly derived segments; empty for a response that cannot be read or was deleted.
   */
  private Map<String, AttributeValue> segments(Project project, Map<String, AttributeValue> item) {
    try {
      Optional<SurveyResponse> found = LedgerItems.response(item);
      if (found.isEmpty()) {
        return Map.of();
      }
      SurveyResponse response = found.get();
      SegmentPlan plan =
          response
              .content()
              .segmentPlan(project.settings().segmentRules(), LedgerItems.shareOf(item));
      return Map.of(ItemAttribute.SEGMENTS, texts(valueLists.of(project).write(plan).keys()));
    } catch (MalformedItemException e) {
      return Map.of();
    }
  }

  private boolean move(
      Map<String, AttributeValue> read,
      long epoch,
      Function<Map<String, AttributeValue>, Map<String, AttributeValue>> segments) {
    if (!isElsewhere(read, epoch)) {
      return false;
    }
    if (write(read, epoch, segments.apply(read)).isWritten()) {
      return true;
    }
    return OptimisticRetry.OF_A_RECORD
        .on(() -> ledger.get(keyOf(read)), item -> tryToMoveOn(item, epoch, segments))
        .orElseThrow(() -> new TooManyConflictsException(textOf(read, LedgerItems.KEY)));
  }

  /**
   * Moves a response that was written meanwhile, but not back, because a later rebuild may have
   * moved it.
   */
  private Attempt<Map<String, AttributeValue>, Boolean> tryToMoveOn(
      Map<String, AttributeValue> item,
      long epoch,
      Function<Map<String, AttributeValue>, Map<String, AttributeValue>> segments) {
    boolean isBefore = isElsewhere(item, epoch) && numberOf(item, ItemAttribute.EPOCH) < epoch;
    return isBefore
        ? Attempt.of(write(item, epoch, segments.apply(item)), true)
        : Attempt.done(false);
  }

  /**
   * What is left of a deleted response counts nothing in any epoch. One that is still listed was
   * not deleted by us, and is moved: the index lists it without saying that it is gone.
   */
  private static boolean isElsewhere(Map<String, AttributeValue> item, long epoch) {
    OptionalLong is = optionalNumber(item, ItemAttribute.EPOCH);
    return !item.isEmpty()
        && !(isSet(item, ItemAttribute.GONE) && !item.containsKey(ItemAttribute.LISTING))
        && is.isPresent()
        && is.getAsLong() != epoch
        && optionalNumber(item, ItemAttribute.REV).isPresent();
  }

  private WriteResult write(
      Map<String, AttributeValue> item, long epoch, Map<String, AttributeValue> segments) {
    return ledger.update(
        ItemRevision.next(keyOf(item), numberOf(item, ItemAttribute.REV))
            .set(ItemAttribute.EPOCH, number(epoch))
            .setAll(segments)
            .onlyIf(IS_ELSEWHERE.with(":epoch", number(epoch))));
  }

  private static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    return LedgerItems.key(textOf(item, LedgerItems.KEY));
  }
}
