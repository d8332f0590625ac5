package dev.seveneight.shared.intake.people;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.Sending;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.TableWrite;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerWriter;
import dev.seveneight.shared.store.ledger.PersonWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds the person of a response, or prepares a new one. A person is found by identities: items
 * whose key is an HMAC of the e-mail address, the phone number or the external id. They are written
 * in one transaction with the person, so that no two people share one.
 */
public final class People {
  private final LedgerWriter ledger;
  private final InstantSource clock;

  public People(LedgerWriter ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * The person that was found or has to be created.
   *
   * @param person the person; empty for an anonymous response
   * @param isNew whether the person has to be created
   * @param writesAt returns the writes that belong into the response's transaction: the new person,
   *     or what a known person gains. Called with the time right before the write
   */
  public record Found(
      Optional<Person> person, boolean isNew, Function<Instant, List<TableWrite>> writesAt) {
    private static final Found ANONYMOUS = new Found(Optional.empty(), false, stamp -> List.of());
  }

  /**
   * Finds a person. A known person gains the name and the identities of the reference that it
   * lacks.
   *
   * @throws Problem 422 if the id is unknown, or if two identities belong to two people
   */
  public Found find(Project project, PersonReference reference) {
    if (reference.isAnonymous()) {
      return Found.ANONYMOUS;
    }
    if (reference.id().isPresent()) {
      return new Found(Optional.of(byId(project, reference.id().get())), false, stamp -> List.of());
    }
    return OptimisticRetry.OF_A_REQUEST
        .run(() -> tryToFind(project, reference))
        .orElseThrow(PersonWriter::tooManyChanges);
  }

  /**
   * Finds a person for a key that has only the scope {@code collect}. Looks up each identity, the
   * most certain kind first, and takes the first person that agrees with the reference. If there is
   * none, the person is new and gets only the most certain identity.
   *
   * <p>So the request changes no known person and joins no two identities. It also never fails
   * because of stored people, so the caller cannot learn which people are known.
   */
  public Found findWithoutBinding(Project project, PersonReference reference) {
    return reference.isAnonymous()
        ? Found.ANONYMOUS
        : OptimisticRetry.OF_A_REQUEST
            .run(() -> tryToFindWithoutBinding(project, reference))
            .orElseThrow(PersonWriter::tooManyChanges);
  }

  /**
   * Makes one attempt. Empty if a person was erased after the identity was read: the identity is
   * free now.
   */
  private Optional<Found> tryToFindWithoutBinding(Project project, PersonReference reference) {
    List<Identity> mostCertainFirst =
        reference.identities().stream()
            .sorted(Comparator.comparing(Identity::kind).reversed())
            .toList();
    for (Identity identity : mostCertainFirst) {
      Optional<Owner> owner = owner(project, identity);
      if (owner.isEmpty()) {
        continue;
      }
      Optional<Person> found = known(project, owner.get().person());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      if (contradiction(found.get(), reference, Set.of(identity)).isEmpty()) {
        return Optional.of(new Found(found, false, stamp -> List.of()));
      }
    }
    return Optional.of(
        create(
            project,
            new PersonReference(
                Optional.empty(), List.of(mostCertainFirst.get(0)), reference.name()),
            true));
  }

  /**
   * Makes one attempt. Empty if the person was erased after the identities were read: they are free
   * now.
   */
  private Optional<Found> tryToFind(Project project, PersonReference reference) {
    Map<Identity, Owner> owners = owners(project, reference.identities());
    if (owners.isEmpty()) {
      return Optional.of(create(project, reference, false));
    }
    String id = ownerOfAll(owners);
    Set<Identity> foundBy = new HashSet<>(owners.keySet());
    foundBy.removeIf(identity -> !owners.get(identity).person().equals(id));
    // A collected identity of another person stays there: it may be that person's only one.
    List<Identity> lacking =
        reference.identities().stream()
            .filter(identity -> foundBy.contains(identity) || !owners.containsKey(identity))
            .toList();
    PersonReference kept = new PersonReference(Optional.empty(), lacking, reference.name());
    Optional<Person> found = known(project, id);
    found.ifPresent(person -> requireAgreement(person, reference, foundBy));
    return found.map(
        person -> new Found(found, false, stamp -> completion(project, person, kept, stamp)));
  }

  /**
   * The person that an identity belongs to.
   *
   * @param person the person's id
   * @param isCollected whether a key with only the scope {@code collect} created the identity
   */
  private record Owner(String person, boolean isCollected) {}

  /**
   * Returns the id of the one person that the identities belong to. Identities that a key with only
   * the scope {@code collect} created yield to the others. Otherwise such a key could make a
   * genuine request fail: it could create one person with the address and another one with the
   * external id.
   *
   * @throws Problem 422 if they belong to different people
   */
  private static String ownerOfAll(Map<Identity, Owner> owners) {
    Set<String> certain =
        owners.values().stream()
            .filter(owner -> !owner.isCollected())
            .map(Owner::person)
            .collect(Collectors.toSet());
    if (certain.size() > 1) {
      throw Problem.invalid(
          owners.keySet().stream().map(People::fieldOf).collect(Collectors.joining(", ")),
          Rule.CONFLICT,
          "these belong to different people");
    }
    return certain.stream()
        .findFirst()
        .orElseGet(
            () ->
                owners
                    .get(
                        owners.keySet().stream()
                            .max(Comparator.comparing(Identity::kind))
                            .orElseThrow())
                    .person());
  }

  /**
   * Checks that the found person is the right one. Several people may share an address or a
   * telephone. So a person that was found by its address, and has another external id than the
   * request, is another person. A person that was found by its external id may have a new address.
   *
   * @throws Problem 422 if the person has another value of an identity that is more certain than
   *     those it was found by
   */
  private static void requireAgreement(
      Person person, PersonReference reference, Set<Identity> foundBy) {
    Optional<Identity> contradiction = contradiction(person, reference, foundBy);
    if (contradiction.isPresent()) {
      throw Problem.invalid(
          fieldOf(contradiction.get()),
          Rule.CONFLICT,
          "the person who was found by the rest has another one");
    }
  }

  /**
   * Returns an identity of the reference that is more certain than those that found the person, and
   * that the person has with another value.
   */
  private static Optional<Identity> contradiction(
      Person person, PersonReference reference, Set<Identity> foundBy) {
    Identity.Kind best =
        foundBy.stream().map(Identity::kind).max(Comparator.naturalOrder()).orElseThrow();
    return reference.identities().stream()
        .filter(identity -> identity.kind().compareTo(best) > 0)
        .filter(
            identity ->
                person
                    .valueOf(identity.kind())
                    .filter(v -> !v.equals(identity.value()))
                    .isPresent())
        .findFirst();
  }

  /**
   * Returns the writes that add to a known person what it lacks: a name, identities. Existing
   * values stay.
   */
  private List<TableWrite> completion(
      Project project, Person person, PersonReference reference, Instant stamp) {
    List<TableWrite> writes = new ArrayList<>();
    Map<String, AttributeValue> lacking = new HashMap<>();
    for (Identity identity : reference.identities()) {
      if (person.valueOf(identity.kind()).isEmpty()) {
        lacking.put(identity.kind().storedName(), text(identity.value()));
        writes.add(
            ledger.newItem(
                LedgerItems.identity(
                    project.id(), project.secret(), identity, person.id(), person.epoch())));
      }
    }
    reference
        .name()
        .filter(name -> person.name().isEmpty())
        .ifPresent(name -> lacking.put(ItemAttribute.NAME, text(name)));
    if (!lacking.isEmpty()) {
      long now = Math.max(stamp.toEpochMilli(), person.updatedAt().toEpochMilli() + 1);
      lacking.put(ItemAttribute.UPDATED_AT, number(now));
      lacking.put(ItemAttribute.CHANGED_AT, text(LedgerItems.changedAt(now, person.id())));
      writes.add(
          ledger.changedItem(
              LedgerItems.personKey(project.id(), person.id()), person.rev(), lacking));
    }
    return writes;
  }

  /**
   * Returns the person with this id.
   *
   * @throws Problem 422 if there is none
   */
  public Person byId(Project project, String id) {
    return known(project, id)
        .orElseThrow(
            () -> Problem.invalid("person", Rule.NOT_FOUND, "there is no person with this id"));
  }

  /** Whether a person with this id exists and is not being erased. */
  public boolean exists(Project project, String id) {
    return known(project, id).isPresent();
  }

  private Optional<Person> known(Project project, String id) {
    return LedgerItems.person(ledger.get(LedgerItems.personKey(project.id(), id)));
  }

  private Map<Identity, Owner> owners(Project project, List<Identity> identities) {
    Map<Identity, Owner> owners = new LinkedHashMap<>();
    for (Identity identity : identities) {
      owner(project, identity).ifPresent(owner -> owners.put(identity, owner));
    }
    return owners;
  }

  private Optional<Owner> owner(Project project, Identity identity) {
    Map<String, AttributeValue> item =
        ledger.get(LedgerItems.identityKey(project.id(), project.secret(), identity));
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Owner(textOf(item, ItemAttribute.PERSON), isSet(item, ItemAttribute.COLLECTED)));
  }

  private static Person person(Project project, PersonReference reference, Instant now) {
    return new Person(
        project.id(),
        FreshIds.next(),
        1,
        project.epoch(),
        Instant.ofEpochSecond(now.getEpochSecond()),
        now,
        reference.valueOf(Identity.Kind.EMAIL),
        reference.valueOf(Identity.Kind.PHONE_NUMBER),
        reference.valueOf(Identity.Kind.EXTERNAL_ID),
        reference.name(),
        new TreeMap<>(),
        Sending.NOTHING);
  }

  private Found create(Project project, PersonReference reference, boolean isCollected) {
    Person person = person(project, reference, clock.instant());
    return new Found(
        Optional.of(person),
        true,
        stamp -> {
          List<TableWrite> writes = new ArrayList<>();
          for (Identity identity : reference.identities()) {
            Map<String, AttributeValue> item =
                new HashMap<>(
                    LedgerItems.identity(
                        project.id(), project.secret(), identity, person.id(), person.epoch()));
            if (isCollected) {
              item.put(ItemAttribute.COLLECTED, flag(true));
            }
            writes.add(ledger.newItem(item));
          }
          writes.add(ledger.newItem(LedgerItems.item(person.updatedAt(stamp))));
          writes.add(ledger.newItem(LedgerItems.emptyJourney(person)));
          return writes;
        });
  }

  private static String fieldOf(Identity identity) {
    return "person_" + identity.kind().storedName();
  }
}
