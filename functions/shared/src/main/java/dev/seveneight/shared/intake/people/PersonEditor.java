package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.ledger.PersonWriter.Stored;
import java.util.List;
import java.util.Optional;

/** Changes existing people. A change without effect writes nothing. */
public final class PersonEditor {
  private final PersonWriter people;

  public PersonEditor(PersonWriter people) {
    this.people = people;
  }

  /**
   * Changes a person.
   *
   * @return the person after the change
   * @throws Problem 404 if the person does not exist, 422 if the change breaks a rule
   */
  public Person change(Project project, String id, PersonEdit edit) {
    return OptimisticRetry.OF_A_REQUEST
        .run(
            () -> {
              Stored before = people.byId(project, id).orElseThrow(PersonEditor::notFound);
              Person wanted = edit.applyTo(before.person());
              new IdentityOwners(people, project)
                  .requireFree(Optional.of(before), wanted, Identity.Kind::storedName);
              return people.write(project, Optional.of(before), wanted, List.of());
            })
        .orElseThrow(
            () ->
                Problem.of(
                    ErrorCode.CONCURRENT_CHANGE,
                    "others keep changing this person; send the request again"));
  }

  /** Returns the problem that the person does not exist. */
  public static Problem notFound() {
    return Problem.of(ErrorCode.NOT_FOUND, "there is no such person");
  }
}
