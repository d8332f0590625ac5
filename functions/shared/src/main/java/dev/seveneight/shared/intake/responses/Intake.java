package dev.seveneight.shared.intake.responses;

import static dev.seveneight.shared.store.Attributes.bytes;
import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.HeaderName;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.intake.people.People;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.MemoryValueLists;
import dev.seveneight.shared.segment.NotCounted;
import dev.seveneight.shared.segment.SegmentPlan;
import dev.seveneight.shared.segment.Segmentation;
import dev.seveneight.shared.segment.ValueLists;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.TableWrite;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerWriter;
import dev.seveneight.shared.store.project.ValueListTable;
import dev.seveneight.shared.time.CalendarDay;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores new responses, each at most once. The id is derived from the idempotency key, and one
 * conditional write stores the item. A repeated request finds the item of the first one, recognises
 * it by the fingerprint, and changes nothing, no matter how much later it comes.
 */
public final class Intake {
  private final LedgerWriter ledger;
  private final People people;
  private final ValueListTable valueLists;
  private final TimeZoneFixing timeZoneFixing;
  private final InstantSource clock;

  public Intake(
      LedgerWriter ledger,
      People people,
      ValueListTable valueLists,
      TimeZoneFixing timeZoneFixing,
      InstantSource clock) {
    this.ledger = ledger;
    this.people = people;
    this.valueLists = valueLists;
    this.timeZoneFixing = timeZoneFixing;
    this.clock = clock;
  }

  /** The result of a request. */
  public enum Result {
    /** The response is new. */
    CREATED,
    /** The same request made it before. */
    REPEATED,
    /** Another request was sent with the same key before. */
    CONFLICT,
    /** The response of this key was deleted. */
    DELETED
  }

  /**
   * The result with the response.
   *
   * @param response the response as it is now; empty if it was deleted or is another request's
   * @param notCounted the names of the request that the response is not counted by, each with the
   *     reason
   */
  public record Outcome(
      Result result, Optional<SurveyResponse> response, SortedMap<String, NotCounted> notCounted) {
    static Outcome without(Result result) {
      return new Outcome(result, Optional.empty(), Collections.emptySortedMap());
    }
  }

  /** A response, and the names that it is not counted by, each with the reason. */
  public record Segmented(SurveyResponse response, SortedMap<String, NotCounted> notCounted) {}

  /**
   * A request that is being stored.
   *
   * @param id the id of its response
   * @param submission the checked request
   * @param writeId identifies this write, so that a repetition by the SDK is recognised
   * @param fingerprint the HMAC of the request's content
   * @param importId the import that the request is part of
   */
  private record Request(
      ResponseId id,
      Submission submission,
      String writeId,
      AttributeValue fingerprint,
      Optional<String> importId) {}

  /**
   * Returns the project of a request, cached. If it is not cached, one batch reads it together with
   * the lists of values that the response needs.
   */
  public Project project(String id, Submission submission) {
    return valueLists.project(id, submission.content(), submission.share());
  }

  /**
   * Stores a response.
   *
   * @param project the project, cached
   * @param submission the request
   * @param importId the import that the request is part of
   */
  public Outcome take(Project project, Submission submission, Optional<String> importId) {
    Request request =
        new Request(
            idOf(project, submission),
            submission,
            FreshIds.next(),
            bytes(submission.fingerprint(project.secret())),
            importId);
    return OptimisticRetry.OF_A_REQUEST
        .run(() -> tryToTake(project, request))
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.UNAVAILABLE,
                        "too many responses of the same person at the same time")
                    .withHeader(HeaderName.RETRY_AFTER, "1"));
  }

  /** Makes one attempt. Empty if the conditional write fails and has to be repeated. */
  private Optional<Outcome> tryToTake(Project cached, Request request) {
    // The person first: a request with an unknown person is rejected, and must not fix the time
    // zone.
    People.Found found = personOf(cached, request.submission());
    Project project = timeZoneFixing.fixed(cached);
    ValueLists lists = valueLists.of(project);
    SegmentPlan plan = request.submission().segmentPlan(project);
    if (request.id().isDerived() && lists.decide(plan).changesLists()) {
      // Only a response that gets stored may use up room in the lists of values, or close a
      // property.
      // A repeated or deleted one must not.
      Map<String, AttributeValue> item =
          ledger.get(LedgerItems.responseKey(project.id(), request.id()));
      if (!item.isEmpty() && !mayRestore(project, item, request.importId())) {
        return Optional.of(outcome(project, item, request));
      }
    }
    // Before the response gets its time stamp, because this may take long.
    Segmentation segmentation = lists.write(plan);
    Segmented segmented =
        response(
            project,
            request.id(),
            request.submission(),
            found.person(),
            segmentation,
            request.importId());
    SurveyResponse response = segmented.response();
    WriteResult write =
        put(itemOf(response, request), found.writesAt().apply(response.updatedAt()));
    if (write.isWritten()) {
      return Optional.of(created(response, segmented));
    }
    if (write.inTheWay().isEmpty()) {
      return Optional.empty();
    }
    Map<String, AttributeValue> inTheWay = write.inTheWay().get();
    return mayRestore(project, inTheWay, request.importId())
        ? restore(segmented, found, inTheWay, request)
        : Optional.of(outcome(project, inTheWay, request));
  }

  private static Outcome created(SurveyResponse response, Segmented segmented) {
    return new Outcome(Result.CREATED, Optional.of(response), segmented.notCounted());
  }

  /** Whether a request would store a new response, as far as its idempotency key tells. */
  boolean isNew(Project project, Submission submission, Optional<String> importId) {
    ResponseId id = idOf(project, submission);
    if (!id.isDerived()) {
      return true;
    }
    Map<String, AttributeValue> item = ledger.get(LedgerItems.responseKey(project.id(), id));
    return item.isEmpty() || mayRestore(project, item, importId);
  }

  private static ResponseId idOf(Project project, Submission submission) {
    return submission.derivedId(project.secret()).orElseGet(ResponseId::fresh);
  }

  private People.Found personOf(Project project, Submission submission) {
    return submission.isCollected()
        ? people.findWithoutBinding(project, submission.person())
        : people.find(project, submission.person());
  }

  /**
   * Returns the response that a request would store. Stores nothing. An unknown person has no id.
   *
   * @param lists the preview's lists of values; the values of the response are added to them
   */
  public Segmented preview(
      Project project, Submission submission, MemoryValueLists lists, Optional<String> importId) {
    People.Found found = personOf(project, submission);
    Optional<Person> person = found.isNew() ? Optional.empty() : found.person();
    Segmentation segmentation = lists.write(submission.segmentPlan(project).withoutNotes());
    return response(project, idOf(project, submission), submission, person, segmentation, importId);
  }

  private Segmented response(
      Project project,
      ResponseId id,
      Submission submission,
      Optional<Person> person,
      Segmentation segmentation,
      Optional<String> importId) {
    Instant createdAt =
        Instant.ofEpochSecond(
            submission.createdAt().orElseGet(() -> clock.instant().getEpochSecond()));
    Optional<String> email =
        submission.person().valueOf(Identity.Kind.EMAIL).or(() -> person.flatMap(Person::email));
    Content content = submission.contentOf(person.map(Person::id), exclusionBy(project, email));
    return new Segmented(
        new SurveyResponse(
            project.id(),
            id,
            1,
            project.epoch(),
            createdAt,
            // As late as possible: readers of changes wait only 5 s for a write after its time
            // stamp.
            clock.instant(),
            CalendarDay.of(createdAt, project.settings().timeZone()),
            segmentation.keys(),
            // A value that is not counted is not stored. If a key with the scope write added it to
            // the
            // list later, this response would have the value without being in its segment.
            content.without(segmentation.notCountedFor(NotCounted.BEYOND_SHARE)),
            importId),
        segmentation.notCounted());
  }

  private static Optional<Exclusion> exclusionBy(Project project, Optional<String> email) {
    return email
        .map(address -> address.substring(address.lastIndexOf('@') + 1))
        .filter(domain -> project.settings().excludedEmailDomains().contains(domain))
        .map(domain -> Exclusion.EMPLOYEE);
  }

  private static Map<String, AttributeValue> itemOf(SurveyResponse response, Request request) {
    Map<String, AttributeValue> item = new HashMap<>(LedgerItems.item(response));
    item.put(ItemAttribute.FINGERPRINT, request.fingerprint());
    item.put(ItemAttribute.WRITE_ID, text(request.writeId()));
    if (request.submission().isCollected()) {
      item.put(ItemAttribute.COLLECTED, flag(true));
    }
    return item;
  }

  private WriteResult put(Map<String, AttributeValue> item, List<TableWrite> others) {
    return others.isEmpty()
        ? ledger.putNew(item)
        : ledger.writeTogether(
            Stream.concat(others.stream(), Stream.of(ledger.newItem(item))).toList());
  }

  /**
   * Whether an import may restore a deleted response. It may if the undo of an import deleted it.
   * It may not if the response was deleted otherwise, or if its person was erased or is being
   * erased.
   */
  private boolean mayRestore(
      Project project, Map<String, AttributeValue> inTheWay, Optional<String> importId) {
    return importId.isPresent()
        && isSet(inTheWay, ItemAttribute.GONE)
        && inTheWay.containsKey(ItemAttribute.TAKEN_BACK)
        && optionalText(inTheWay, ItemAttribute.PERSON)
            .filter(id -> !people.exists(project, id))
            .isEmpty();
  }

  /** Replaces what is left of a deleted response; empty if that has to be repeated. */
  private Optional<Outcome> restore(
      Segmented segmented, People.Found found, Map<String, AttributeValue> gone, Request request) {
    SurveyResponse response = segmented.response();
    List<TableWrite> others = found.writesAt().apply(response.updatedAt());
    if (!others.isEmpty()) {
      // The person first, and then the next attempt needs to write only the response.
      ledger.writeTogether(others);
      return Optional.empty();
    }
    long rev = numberOf(gone, ItemAttribute.REV);
    SurveyResponse returned = response.withRev(rev + 1);
    return ledger.replace(itemOf(returned, request), rev).isWritten()
        ? Optional.of(created(returned, segmented))
        : Optional.empty();
  }

  private Outcome outcome(Project project, Map<String, AttributeValue> inTheWay, Request request) {
    Optional<SurveyResponse> response = LedgerItems.response(inTheWay);
    if (response.isEmpty()) {
      return Outcome.without(Result.DELETED);
    }
    // Our own write, which the SDK repeated because DynamoDB's first reply got lost.
    boolean isOurs =
        optionalText(inTheWay, ItemAttribute.WRITE_ID).equals(Optional.of(request.writeId()));
    if (!isOurs && !request.fingerprint().equals(inTheWay.get(ItemAttribute.FINGERPRINT))) {
      return Outcome.without(Result.CONFLICT);
    }
    return new Outcome(
        isOurs ? Result.CREATED : Result.REPEATED,
        response,
        notCounted(project, request.submission(), response.get()));
  }

  /** Returns the names of a repeated request that its response is not counted by. */
  private SortedMap<String, NotCounted> notCounted(
      Project project, Submission submission, SurveyResponse stored) {
    return Segmentation.notCounted(
        submission.content().countableNames(),
        stored.segments(),
        valueLists.of(project).decide(submission.segmentPlan(project)).segmentation());
  }
}
