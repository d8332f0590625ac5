package dev.seveneight.shared.intake.people;

import static dev.seveneight.shared.store.Attributes.numberOf;

import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.SurveyRequest;
import dev.seveneight.shared.ledger.SurveyRequest.Channel;
import dev.seveneight.shared.ledger.SurveyRequest.Reason;
import dev.seveneight.shared.ledger.SurveyRequest.State;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.ledger.LedgerWriter;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.ledger.SendingItems;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Creates the survey requests of people, and withdraws those that are pending. */
public final class SurveyRequests {
  private final LedgerWriter ledger;
  private final Parallel parallel;
  private final InstantSource clock;

  public SurveyRequests(LedgerWriter ledger, Parallel parallel, InstantSource clock) {
    this.ledger = ledger;
    this.parallel = parallel;
    this.clock = clock;
  }

  /**
   * Returns a request to send a survey. It is skipped, because Seven-Eight does not send surveys
   * yet. Later it will be pending.
   */
  SurveyRequest skipped(Project project, Person person, Optional<Channel> channel, Duration delay) {
    Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    return new SurveyRequest(
        project.id(),
        FreshIds.next(),
        1,
        project.epoch(),
        person.id(),
        now,
        now,
        State.SKIPPED,
        Optional.of(Reason.of(person.sending())),
        channel,
        delay.isZero() ? Optional.empty() : Optional.of(now.plus(delay)));
  }

  /** Returns the request that another system sent at a time; empty if it is stored already. */
  Optional<SurveyRequest> imported(
      Project project, Person person, Optional<Channel> channel, Instant sentAt) {
    String id = SendingItems.importedId(project.secret(), person.id(), sentAt);
    if (!ledger.get(SendingItems.requestKey(project.id(), id)).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SurveyRequest(
            project.id(),
            id,
            1,
            project.epoch(),
            person.id(),
            sentAt,
            sentAt,
            State.IMPORTED,
            Optional.empty(),
            channel,
            Optional.empty()));
  }

  /** Deletes the pending requests of a person, as if they had never been made. */
  public void withdrawPending(Project project, Person person) {
    String partition = SendingItems.askedOf(project.id(), person.id());
    parallel.map(
        ledger.keysOfPerson(partition),
        key ->
            OptimisticRetry.OF_A_REQUEST
                .run(() -> withdraw(key))
                .orElseThrow(PersonWriter::tooManyChanges));
  }

  /** Whether it was withdrawn; empty if the conditional write fails and has to be repeated. */
  private Optional<Boolean> withdraw(String key) {
    Map<String, AttributeValue> item = ledger.get(key);
    boolean isPending =
        SendingItems.request(item).filter(r -> r.state() == State.PENDING).isPresent();
    if (!isPending) {
      return Optional.of(false);
    }
    return ledger.delete(key, numberOf(item, ItemAttribute.REV))
        ? Optional.of(true)
        : Optional.empty();
  }
}
