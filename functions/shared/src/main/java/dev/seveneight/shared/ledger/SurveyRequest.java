package dev.seveneight.shared.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A request to send a survey to a person. Immutable.
 *
 * @param project the project
 * @param id its id
 * @param rev the number of times it was written, from 1
 * @param epoch the generation of tallies of the project
 * @param person the id of the person
 * @param requestedAt the time of the request, in whole seconds; for a survey that another system
 *     sent, the time at which it was sent
 * @param updatedAt the time of the last write, in milliseconds
 * @param state the state
 * @param reason the reason why it was skipped; empty if it was not skipped
 * @param channel the channel; empty if the request named none
 * @param dueAt the time at which the survey is due, in whole seconds; empty for at once
 */
public record SurveyRequest(
    String project,
    String id,
    long rev,
    long epoch,
    String person,
    Instant requestedAt,
    Instant updatedAt,
    State state,
    Optional<Reason> reason,
    Optional<Channel> channel,
    Optional<Instant> dueAt) {

  /** Returns this request with another time of the last write. */
  public SurveyRequest updatedAt(Instant time) {
    return new SurveyRequest(
        project, id, rev, epoch, person, requestedAt, time, state, reason, channel, dueAt);
  }

  /** The states of a request. */
  public enum State {
    /** The survey is due or will be. */
    PENDING,
    /** The survey will not be sent. */
    SKIPPED,
    /** Another system sent the survey. */
    IMPORTED;

    /** Returns the name in the store. */
    public String storedName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The reasons why a request was skipped. */
  public enum Reason {
    /** Seven-Eight sends no surveys. */
    NO_SENDER,
    /** The person unsubscribed. */
    UNSUBSCRIBED,
    /** Mail to the person's address bounced. */
    BOUNCED;

    /** Returns the reason why no survey is sent to this person now. */
    public static Reason of(Sending sending) {
      return sending
          .suppression()
          .map(
              suppression ->
                  switch (suppression) {
                    case UNSUBSCRIBED -> UNSUBSCRIBED;
                    case BOUNCED -> BOUNCED;
                  })
          .orElse(NO_SENDER);
    }

    /** Returns the name in the store. */
    public String storedName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The channels of a survey. */
  public enum Channel {
    /** E-mail. */
    EMAIL,
    /** Text message. */
    SMS;

    /** Returns the channel with this name in the API; empty if there is no such channel. */
    public static Optional<Channel> named(String name) {
      return Arrays.stream(values()).filter(c -> c.apiName().equals(name)).findFirst();
    }

    /** Returns the name in the API. */
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
