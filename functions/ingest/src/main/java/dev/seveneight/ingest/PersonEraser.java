package dev.seveneight.ingest;

import dev.seveneight.ingest.PersonTable.Stored;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.ledger.DoNotSend;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ErasureItems;
import dev.seveneight.shared.store.ErasureItems.Erasing;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.SendingItems;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Begins to erase people. One transaction takes away all that does not grow with the number of
 * answers: who the person is, how the person is found, the journey. What the person has answered
 * the aggregate function erases, when it sees the mark that is left.
 */
final class PersonEraser {
  private final LedgerTable ledger;
  private final PersonInPath people;
  private final InstantSource clock;

  PersonEraser(LedgerTable ledger, PersonInPath people, InstantSource clock) {
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Erases a person. To ask for it again, by the id, is to ask whether it goes on.
   *
   * @param named how a path names the person
   * @param keepScores whether the scores stay, without the person; of an erasure that is under way
   *     the first request has decided that
   * @throws Problem 404 if there is no such person
   */
  void erase(Project project, String named, boolean keepScores) {
    Races.run(() -> tryToErase(project, named, keepScores), PersonTable::tooManyRaces);
  }

  /** One attempt; empty if it lost a race and has to be made again. */
  private Optional<Boolean> tryToErase(Project project, String named, boolean keepScores) {
    Optional<Stored> found = people.find(project, named);
    Optional<Erasing> erasing =
        found.isPresent() ? Optional.empty() : people.findErasing(project, named);
    if (found.isEmpty() && erasing.isEmpty()) {
      throw Problem.of(ErrorCode.NOT_FOUND, "there is no such person");
    }
    boolean isWritten =
        found.isPresent()
            ? ledger.writeTogether(erasure(project, found.get().person(), keepScores)).isWritten()
            : ledger.touch(
                LedgerItems.personKey(project.id(), erasing.get().person()), erasing.get().rev());
    return isWritten ? Optional.of(true) : Optional.empty();
  }

  private List<TransactWriteItem> erasure(Project project, Person person, boolean keepScores) {
    Instant now = clock.instant();
    List<TransactWriteItem> writes = new ArrayList<>();
    for (Identity.Kind kind : Identity.Kind.values()) {
      person
          .valueOf(kind)
          .map(value -> new Identity(kind, value))
          .map(identity -> LedgerItems.identityKey(project.id(), project.secret(), identity))
          .ifPresent(key -> writes.add(ledger.noItem(key, person.id())));
    }
    for (DoNotSend reason : DoNotSend.values()) {
      String key = SendingItems.entryKey(project.id(), reason, person.id());
      writes.add(ledger.noItem(key, person.id()));
    }
    String journey = LedgerItems.journeyKey(project.id(), person.id());
    writes.add(ledger.noItem(journey, person.id()));
    writes.add(ledger.anyItem(ErasureItems.tombstone(project.secret(), person, keepScores, now)));
    writes.add(ledger.replacedItem(ErasureItems.item(person, keepScores, now), person.rev()));
    return writes;
  }
}
