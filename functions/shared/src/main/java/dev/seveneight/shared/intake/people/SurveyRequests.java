package dev.seveneight.shared.intake.people;

import static dev.seveneight.shared.store.Attributes.numberOf;

import dev.seveneight.shared.id.FreshIds;
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

/** Makes the survey requests of people, and withdraws those that are still to be sent. */
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
   * The request to ask a person. Nothing here sends, so it is skipped; when something does, it will
   * be pending.
   */
  SurveyRequest toAsk(Project project, Person person, Optional<Channel> channel, Duration delay) {
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

  /** The request that somebody else has sent at a time; empty if it is known already. */
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

  /** Withdraws what is still to be sent to a person: it is as if it had never been requested. */
  public void withdrawPending(Project project, Person person) {
    String asked = SendingItems.askedOf(project.id(), person.id());
    parallel.map(
        ledger.keysOfPerson(asked),
        key ->
            OptimisticRetry.OF_A_REQUEST
                .run(() -> withdraw(key))
                .orElseThrow(PersonWriter::tooManyChanges));
  }

  /** Whether it was withdrawn; empty if somebody else has written it in between. */
  private Optional<Boolean> withdraw(String key) {
    Map<String, AttributeValue> item = ledger.get(key);
    boolean isPending =
        SendingItems.request(item).filter(r -> r.state() == State.PENDING).isPresent();
    if (!isPending) {
      return Optional.of(false);
    }
    return ledger.delete(key, numberOf(item, "rev")) ? Optional.of(true) : Optional.empty();
  }
}
