package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.SuppressionReason;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.ledger.PersonWriter.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records people that no survey may be sent to: those that unsubscribed or whose mail bounced. */
public final class SuppressionList {
  private final PersonWriter people;

  public SuppressionList(PersonWriter people) {
    this.people = people;
  }

  /**
   * Adds the person with an e-mail address; creates the person if there is none. A person that is
   * on the list already stays there with its first time.
   */
  public void add(Project project, Identity email, SuppressionReason reason, Instant since) {
    Optional<Person> added =
        OptimisticRetry.OF_A_REQUEST.run(() -> tryToAdd(project, email, reason, since));
    if (added.isEmpty()) {
      throw PersonWriter.tooManyChanges();
    }
  }

  private Optional<Person> tryToAdd(
      Project project, Identity email, SuppressionReason reason, Instant since) {
    Optional<Stored> before = people.by(project, email);
    Person person =
        before
            .map(Stored::person)
            .orElseGet(
                () ->
                    people
                        .withoutIdentity(project, Optional.empty())
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
