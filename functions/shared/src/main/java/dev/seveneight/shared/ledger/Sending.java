package dev.seveneight.shared.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of sending to a person. Immutable.
 *
 * @param lastSentAt when a survey was sent to the person last, in whole seconds
 * @param unsubscribedAt since when the person does not want to be asked, in whole seconds
 * @param bouncedAt since when mail to the person's address comes back, in whole seconds
 */
public record Sending(
    Optional<Instant> lastSentAt, Optional<Instant> unsubscribedAt, Optional<Instant> bouncedAt) {
  /** Nothing was sent, and nothing speaks against it. */
  public static final Sending NOTHING =
      new Sending(Optional.empty(), Optional.empty(), Optional.empty());

  /** The same after a survey was sent at this time, which may be before the last one. */
  public Sending sentAt(Instant time) {
    Instant last = lastSentAt.filter(known -> known.isAfter(time)).orElse(time);
    return new Sending(Optional.of(last), unsubscribedAt, bouncedAt);
  }

  /** Since when this speaks against sending; empty if it does not. */
  public Optional<Instant> since(DoNotSend reason) {
    return switch (reason) {
      case UNSUBSCRIBED -> unsubscribedAt;
      case BOUNCED -> bouncedAt;
    };
  }

  /** The same with this speaking against sending since a time, or not at all. */
  public Sending with(DoNotSend reason, Optional<Instant> since) {
    return switch (reason) {
      case UNSUBSCRIBED -> new Sending(lastSentAt, since, bouncedAt);
      case BOUNCED -> new Sending(lastSentAt, unsubscribedAt, since);
    };
  }

  /** What speaks against sending, if anything does. */
  public Optional<DoNotSend> doNotSend() {
    for (DoNotSend reason : DoNotSend.values()) {
      if (since(reason).isPresent()) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
