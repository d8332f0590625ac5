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
 * Begins to erase people. One transaction erases the person and leaves a mark ({@link
 * PersonErasure}). The aggregate function erases the person's responses when it sees that mark.
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
   * Begins to erase a person. Repeating the request with the person's id restarts an erasure that
   * has stopped.
   *
   * @param named the person as the path names it
   * @param keepScores whether the scores stay, without the person. Ignored if the erasure has
   *     begun: the first request decides
   * @throws Problem 404 if the person does not exist
   */
  public void erase(Project project, PersonInPath named, boolean keepScores) {
    Optional<Boolean> erased =
        OptimisticRetry.OF_A_REQUEST.run(() -> tryToErase(project, named, keepScores));
    if (erased.isEmpty()) {
      throw PersonWriter.tooManyChanges();
    }
  }

  /** Makes one attempt. Empty if the conditional write fails and has to be repeated. */
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
