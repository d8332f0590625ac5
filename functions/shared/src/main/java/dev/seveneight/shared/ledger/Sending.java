package dev.seveneight.shared.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The last survey sent to a person, and the suppressions. Immutable.
 *
 * @param lastSentAt the time of the last survey sent to the person, in whole seconds
 * @param unsubscribedAt the time at which the person unsubscribed, in whole seconds
 * @param bouncedAt the time at which mail to the person's address bounced, in whole seconds
 */
public record Sending(
    Optional<Instant> lastSentAt, Optional<Instant> unsubscribedAt, Optional<Instant> bouncedAt) {
  /** No survey was sent, and the person is on no suppression list. */
  public static final Sending NOTHING =
      new Sending(Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns the state after a survey was sent. The time may be before the last one. */
  public Sending sentAt(Instant time) {
    Instant last = lastSentAt.filter(known -> known.isAfter(time)).orElse(time);
    return new Sending(Optional.of(last), unsubscribedAt, bouncedAt);
  }

  /** Returns the time at which a suppression began; empty if it does not apply. */
  public Optional<Instant> since(SuppressionReason reason) {
    return switch (reason) {
      case UNSUBSCRIBED -> unsubscribedAt;
      case BOUNCED -> bouncedAt;
    };
  }

  /** Returns the state with a suppression since a time, or without it. */
  public Sending with(SuppressionReason reason, Optional<Instant> since) {
    return switch (reason) {
      case UNSUBSCRIBED -> new Sending(lastSentAt, since, bouncedAt);
      case BOUNCED -> new Sending(lastSentAt, unsubscribedAt, since);
    };
  }

  /** Returns the first suppression that applies; empty if surveys may be sent. */
  public Optional<SuppressionReason> suppression() {
    for (SuppressionReason reason : SuppressionReason.values()) {
      if (since(reason).isPresent()) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
