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
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerWriter;
import dev.seveneight.shared.store.project.ValueListTable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Takes responses in, each at most once. One conditional write decides: the id is derived from the
 * idempotency key, so a request that is repeated meets the item that it made, recognises it by the
 * fingerprint, and changes nothing. There is no window after which a repetition would count.
 */
public final class Intake {
  private final LedgerWriter ledger;
  private final People people;
  private final ValueListTable valueLists;
  private final TimeZoneFixing projectClock;
  private final InstantSource clock;

  public Intake(
      LedgerWriter ledger,
      People people,
      ValueListTable valueLists,
      TimeZoneFixing projectClock,
      InstantSource clock) {
    this.ledger = ledger;
    this.people = people;
    this.valueLists = valueLists;
    this.projectClock = projectClock;
    this.clock = clock;
  }

  /** What became of a request. */
  public enum Result {
    /** The response is new. */
    CREATED,
    /** The same request made it before. */
    REPEATED,
    /** Another request was sent under the same key before. */
    CONFLICT,
    /** What the key stood for was deleted. */
    DELETED
  }

  /**
   * The result.
   *
   * @param response the response as it is now, if it is there
   * @param notCounted which names of the request the response is not counted by, and why
   */
  public record Outcome(
      Result result, Optional<SurveyResponse> response, SortedMap<String, NotCounted> notCounted) {
    static Outcome without(Result result) {
      return new Outcome(result, Optional.empty(), Collections.emptySortedMap());
    }
  }

  /** A response with what of it is not counted. */
  public record Segmented(SurveyResponse response, SortedMap<String, NotCounted> notCounted) {}

  /**
   * A request on its way in.
   *
   * @param id the id that its response has or gets
   * @param submission what it says
   * @param writeId names this attempt to write it, so that it is recognised when the SDK has
   *     repeated it
   * @param fingerprint what it says, as the store compares it
   * @param importId the import that it comes with, if it does
   */
  private record Request(
      ResponseId id,
      Submission submission,
      String writeId,
      AttributeValue fingerprint,
      Optional<String> importId) {}

  /**
   * The project that a request is for, as remembered. If it is not, it is read together with the
   * lists that the response may be counted by.
   */
  public Project project(String id, Submission submission) {
    return valueLists.project(id, submission.content(), submission.share());
  }

  /**
   * Takes a response in.
   *
   * @param project the project, as remembered
   * @param submission the request
   * @param importId the import that it comes with, if it does
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

  /** One attempt; empty if another write came first, and it has to be made again. */
  private Optional<Outcome> tryToTake(Project remembered, Request request) {
    // The person first: a request that names nobody known is refused, and must not fix anything.
    People.Found found = personOf(remembered, request.submission());
    Project project = projectClock.fixed(remembered);
    ValueLists lists = valueLists.of(project);
    SegmentPlan plan = request.submission().segmentPlan(project);
    if (request.id().isDerived() && lists.decide(plan).changesLists()) {
      // Only a response that is stored may use up room in the lists of values, or close a property.
      // One that was sent before, or erased since, does not.
      Map<String, AttributeValue> item =
          ledger.get(LedgerItems.responseKey(project.id(), request.id()));
      if (!item.isEmpty() && !mayReturn(project, item, request.importId())) {
        return Optional.of(outcome(project, item, request));
      }
    }
    // Before the response is stamped with its time, because it may take long.
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
    return mayReturn(project, inTheWay, request.importId())
        ? bringBack(segmented, found, inTheWay, request)
        : Optional.of(outcome(project, inTheWay, request));
  }

  private static Outcome created(SurveyResponse response, Segmented segmented) {
    return new Outcome(Result.CREATED, Optional.of(response), segmented.notCounted());
  }

  /** Whether taking a request in would store a response, as far as its idempotency key tells. */
  boolean isNew(Project project, Submission submission, Optional<String> importId) {
    ResponseId id = idOf(project, submission);
    if (!id.isDerived()) {
      return true;
    }
    Map<String, AttributeValue> item = ledger.get(LedgerItems.responseKey(project.id(), id));
    return item.isEmpty() || mayReturn(project, item, importId);
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
   * Returns what taking a response in would store. Stores nothing. A person who is not known yet
   * has no id.
   *
   * @param lists the project's lists as far as the preview has come; they grow by the response
   */
  public Segmented rehearse(
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
            // As late as can be: who follows the changes waits 5 s for a write that was stamped.
            clock.instant(),
            LocalDate.ofInstant(createdAt, project.settings().timeZone()),
            segmentation.keys(),
            // A value that is counted nowhere is not kept: when a key that writes brings it later,
            // it would stand on this response and in no segment of it.
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

  private WriteResult put(Map<String, AttributeValue> item, List<TransactWriteItem> others) {
    return others.isEmpty()
        ? ledger.putNew(item)
        : ledger.writeTogether(
            Stream.concat(others.stream(), Stream.of(ledger.newItem(item))).toList());
  }

  /**
   * What an import brought and its taking back removed, an import may bring again; what was deleted
   * otherwise stays deleted, and what was a person's who is being erased stays so from the
   * beginning of that on.
   */
  private boolean mayReturn(
      Project project, Map<String, AttributeValue> inTheWay, Optional<String> importId) {
    return importId.isPresent()
        && isSet(inTheWay, ItemAttribute.GONE)
        && inTheWay.containsKey(ItemAttribute.TAKEN_BACK)
        && optionalText(inTheWay, "person").filter(id -> !people.isThere(project, id)).isEmpty();
  }

  /** Puts a response in the place of what is left of it; empty if that has to be tried again. */
  private Optional<Outcome> bringBack(
      Segmented segmented, People.Found found, Map<String, AttributeValue> gone, Request request) {
    SurveyResponse response = segmented.response();
    List<TransactWriteItem> others = found.writesAt().apply(response.updatedAt());
    if (!others.isEmpty()) {
      // The person first: then the response is one write like any other.
      ledger.writeTogether(others);
      return Optional.empty();
    }
    long rev = numberOf(gone, "rev");
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
    // Our own write, which the SDK repeated because the first answer did not arrive.
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

  /** What of a request is in no segment of the response that it made before. */
  private SortedMap<String, NotCounted> notCounted(
      Project project, Submission submission, SurveyResponse stored) {
    return Segmentation.notCounted(
        submission.content().countableNames(),
        stored.segments(),
        valueLists.of(project).decide(submission.segmentPlan(project)).segmentation());
  }
}
