package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.ledger.DoNotSend;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.ledger.PersonWriter.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Notes to whom nothing is to be sent any more. */
public final class SuppressionList {
  private final PersonWriter people;

  public SuppressionList(PersonWriter people) {
    this.people = people;
  }

  /**
   * Notes the person of an e-mail address down, who is made if there is none. Who is noted already
   * stays as noted.
   */
  public void add(Project project, Identity email, DoNotSend reason, Instant since) {
    Optional<Person> added =
        OptimisticRetry.OF_A_REQUEST.run(() -> tryToAdd(project, email, reason, since));
    if (added.isEmpty()) {
      throw PersonWriter.tooManyChanges();
    }
  }

  private Optional<Person> tryToAdd(
      Project project, Identity email, DoNotSend reason, Instant since) {
    Optional<Stored> before = people.by(project, email);
    Person person =
        before
            .map(Stored::person)
            .orElseGet(
                () ->
                    people
                        .nobody(project, Optional.empty())
                        .with(email.kind(), Optional.of(email.value())));
    return person.sending().since(reason).isPresent()
        ? Optional.of(person)
        : people.write(
            project,
            before,
            person.withSending(person.sending().with(reason, Optional.of(since))),
            List.of());
  }
}
