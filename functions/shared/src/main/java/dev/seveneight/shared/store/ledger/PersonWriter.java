package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.HeaderName;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.Sending;
import dev.seveneight.shared.ledger.SuppressionReason;
import dev.seveneight.shared.ledger.SurveyRequest;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.TableWrite;
import dev.seveneight.shared.store.ledger.ErasureItems.Erasing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads people, and writes each person in one transaction with all items that have to agree with
 * it: the identities, the journey, the entries in the suppression list, and the survey requests
 * that come with the change.
 */
public final class PersonWriter {
  private final LedgerWriter ledger;
  private final InstantSource clock;

  public PersonWriter(LedgerWriter ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * An existing person.
   *
   * @param person the person
   * @param item the person's item as it was read
   */
  public record Stored(Person person, Map<String, AttributeValue> item) {}

  /** Returns the person of this id, if there is one. */
  public Optional<Stored> byId(Project project, String id) {
    Map<String, AttributeValue> item = ledger.get(LedgerItems.personKey(project.id(), id));
    return LedgerItems.person(item).map(person -> new Stored(person, item));
  }

  /** Returns the reduced item of the person of this id, if the person is being erased. */
  public Optional<Erasing> erasing(Project project, String id) {
    return ErasureItems.erasing(ledger.get(LedgerItems.personKey(project.id(), id)));
  }

  /**
   * Checks that an id may be used for a new person. Answers of an erased person may still be on
   * their way, and are erased by the id when they arrive.
   *
   * @throws Problem 422 if a person of this id was erased within the last days
   */
  public void requireNotErased(Project project, String id) {
    String tombstone = ErasureItems.tombstoneKey(project.id(), project.secret(), id);
    if (ErasureItems.stands(ledger.get(tombstone), clock.instant())) {
      throw Problem.invalid(
          "id", Rule.CONFLICT, "the person of this id was erased; it is free after three days");
    }
  }

  /**
   * Returns the person with this identity, if there is one.
   *
   * @throws Problem 503 if other writes keep changing the person
   */
  public Optional<Stored> by(Project project, Identity identity) {
    String key = LedgerItems.identityKey(project.id(), project.secret(), identity);
    return OptimisticRetry.OF_A_REQUEST
        .run(() -> tryToFind(project, key))
        .orElseThrow(PersonWriter::tooManyChanges);
  }

  /**
   * Reads the identity and then the person. Returns empty if the person was erased, or lost the
   * identity, between the two reads.
   */
  private Optional<Optional<Stored>> tryToFind(Project project, String identityKey) {
    Map<String, AttributeValue> item = ledger.get(identityKey);
    if (item.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    Optional<Stored> person = byId(project, textOf(item, "person"));
    return person.isPresent() ? Optional.of(person) : Optional.empty();
  }

  /** Returns a new person without any identity. */
  public Person withoutIdentity(Project project, Optional<String> id) {
    Instant now = clock.instant();
    return new Person(
        project.id(),
        id.orElseGet(FreshIds::next),
        1,
        project.epoch(),
        Instant.ofEpochSecond(now.getEpochSecond()),
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        Sending.NOTHING);
  }

  /**
   * Writes a person. Writes nothing if the person has not changed and there are no survey requests.
   *
   * @param before the person as it was read; empty if there was none
   * @param wanted the person as it should be
   * @param requests the survey requests that come with it
   * @return the person as written; empty if another write came first
   */
  public Optional<Person> write(
      Project project, Optional<Stored> before, Person wanted, List<SurveyRequest> requests) {
    boolean isChanged = !before.map(Stored::person).equals(Optional.of(wanted));
    if (!isChanged && requests.isEmpty()) {
      return Optional.of(wanted);
    }
    // As late as possible: readers of changes wait 5 s for a write that has its time stamp.
    Instant now = clock.instant();
    Person after = isChanged ? stamped(before.map(Stored::person), wanted, now) : wanted;
    List<TableWrite> writes = new ArrayList<>();
    if (isChanged) {
      writes.addAll(identities(project, before, after));
      writes.addAll(entries(project, before, after));
      writes.addAll(person(before, after));
    } else {
      // A person who is erased at this moment must leave no request behind.
      writes.add(
          ledger.unchangedItem(LedgerItems.personKey(project.id(), after.id()), after.rev()));
    }
    requests.forEach(
        request -> writes.add(ledger.newItem(SendingItems.item(request.updatedAt(now)))));
    return ledger.writeTogether(writes).isWritten() ? Optional.of(after) : Optional.empty();
  }

  /** Returns the problem that other writes keep changing the same person. */
  public static Problem tooManyChanges() {
    return Problem.of(ErrorCode.UNAVAILABLE, "too many changes of the same person at the same time")
        .withHeader(HeaderName.RETRY_AFTER, "1");
  }

  private static Person stamped(Optional<Person> before, Person wanted, Instant now) {
    if (before.isEmpty()) {
      return wanted.updatedAt(now);
    }
    Instant oneLater = before.get().updatedAt().plusMillis(1);
    return wanted.as(before.get().rev() + 1, now.isBefore(oneLater) ? oneLater : now);
  }

  private List<TableWrite> person(Optional<Stored> before, Person after) {
    return before.isPresent()
        ? List.of(
            ledger.replacedItem(
                LedgerItems.changedItem(before.get().item(), after), before.get().person().rev()))
        : List.of(
            ledger.newItem(LedgerItems.item(after)),
            ledger.newItem(LedgerItems.emptyJourney(after)));
  }

  private List<TableWrite> identities(Project project, Optional<Stored> before, Person after) {
    List<TableWrite> writes = new ArrayList<>();
    for (Identity identity : added(before, after)) {
      writes.add(
          ledger.newItem(
              LedgerItems.identity(
                  project.id(), project.secret(), identity, after.id(), project.epoch())));
    }
    for (Identity identity : removed(before, after)) {
      writes.add(
          ledger.noItem(
              LedgerItems.identityKey(project.id(), project.secret(), identity), after.id()));
    }
    return writes;
  }

  private List<TableWrite> entries(Project project, Optional<Stored> before, Person after) {
    List<TableWrite> writes = new ArrayList<>();
    for (SuppressionReason reason : SuppressionReason.values()) {
      boolean was = before.filter(p -> holds(p.person(), reason)).isPresent();
      boolean is = holds(after, reason);
      if (is && !was) {
        writes.add(ledger.newItem(SendingItems.entry(after, reason, project.epoch())));
      }
      if (was && !is) {
        writes.add(
            ledger.noItem(SendingItems.entryKey(project.id(), reason, after.id()), after.id()));
      }
    }
    return writes;
  }

  private static boolean holds(Person person, SuppressionReason reason) {
    return person.sending().since(reason).isPresent();
  }

  /** Returns the identities that a person has after a change and did not have before. */
  public static List<Identity> added(Optional<Stored> before, Person after) {
    return difference(Optional.of(after), before.map(Stored::person));
  }

  private static List<Identity> removed(Optional<Stored> before, Person after) {
    return difference(before.map(Stored::person), Optional.of(after));
  }

  /** Returns the identities that one person has and the other does not. */
  private static List<Identity> difference(Optional<Person> one, Optional<Person> other) {
    List<Identity> identities = new ArrayList<>();
    for (Identity.Kind kind : Identity.Kind.values()) {
      Optional<String> value = one.flatMap(person -> person.valueOf(kind));
      if (value.isPresent() && !value.equals(other.flatMap(person -> person.valueOf(kind)))) {
        identities.add(new Identity(kind, value.get()));
      }
    }
    return identities;
  }
}
