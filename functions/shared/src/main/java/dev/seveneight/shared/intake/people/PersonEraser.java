package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.api.PersonInPath;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.ledger.ErasureItems.Erasing;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerWriter;
import dev.seveneight.shared.store.ledger.PersonErasure;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.ledger.PersonWriter.Stored;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Begins to erase people, at a request, with a transaction ({@link PersonErasure}). What the person
 * has answered the aggregate function erases, when it sees the mark that is left.
 */
public final class PersonEraser {
  private final LedgerWriter ledger;
  private final NamedPerson people;
  private final InstantSource clock;

  public PersonEraser(LedgerWriter ledger, NamedPerson people, InstantSource clock) {
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Erases a person. To ask for it again, by the id, is to ask whether it goes on.
   *
   * @param named how the request names the person
   * @param keepScores whether the scores stay, without the person; of an erasure that is under way
   *     the first request has decided that
   * @throws Problem 404 if there is no such person
   */
  public void erase(Project project, PersonInPath named, boolean keepScores) {
    Optional<Boolean> erased =
        OptimisticRetry.OF_A_REQUEST.run(() -> tryToErase(project, named, keepScores));
    if (erased.isEmpty()) {
      throw PersonWriter.tooManyChanges();
    }
  }

  /** One attempt; empty if another write came first, and it has to be made again. */
  private Optional<Boolean> tryToErase(Project project, PersonInPath named, boolean keepScores) {
    Optional<Stored> found = people.find(project, named);
    Optional<Erasing> erasing =
        found.isPresent() ? Optional.empty() : people.findErasing(project, named);
    if (found.isEmpty() && erasing.isEmpty()) {
      throw Problem.of(ErrorCode.NOT_FOUND, "there is no such person");
    }
    boolean isWritten =
        found.isPresent()
            ? ledger
                .writeTogether(
                    ledger.erasure(
                        project.secret(), found.get().item(), keepScores, clock.instant()))
                .isWritten()
            : ledger.touch(
                LedgerItems.personKey(project.id(), erasing.get().person()), erasing.get().rev());
    return isWritten ? Optional.of(true) : Optional.empty();
  }
}
