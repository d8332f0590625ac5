package dev.seveneight.shared.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * That a person was to be asked. Immutable.
 *
 * @param project whose it is
 * @param id its id
 * @param rev how often it was written, from 1
 * @param epoch the generation of tallies that the project was in
 * @param person the id of who was to be asked
 * @param requestedAt when it was asked for, or, of one that somebody else has sent, when it was
 *     sent; in whole seconds
 * @param updatedAt when it was written last, in milliseconds
 * @param state what became of it
 * @param reason why it was skipped; empty if it was not
 * @param channel by which way the person was to be asked, if that was said
 * @param dueAt when the person was to be asked, if not at once; in whole seconds
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

  /** This request as written at another time. */
  public SurveyRequest updatedAt(Instant time) {
    return new SurveyRequest(
        project, id, rev, epoch, person, requestedAt, time, state, reason, channel, dueAt);
  }

  /** What became of a request. */
  public enum State {
    /** It is still to be sent. */
    PENDING,
    /** It is not going to be sent. */
    SKIPPED,
    /** Somebody else has sent it, and told us. */
    IMPORTED;

    /** The name in the store. */
    public String storedName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why a request was skipped. */
  public enum Reason {
    /** Nothing here sends surveys. */
    NO_SENDER,
    /** The person does not want to be asked. */
    UNSUBSCRIBED,
    /** Mail to the person's address came back. */
    BOUNCED;

    /** The reason not to ask this person now. */
    public static Reason of(Sending sending) {
      return sending
          .doNotSend()
          .map(
              doNotSend ->
                  switch (doNotSend) {
                    case UNSUBSCRIBED -> UNSUBSCRIBED;
                    case BOUNCED -> BOUNCED;
                  })
          .orElse(NO_SENDER);
    }

    /** The name in the store. */
    public String storedName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By which way somebody is asked. */
  public enum Channel {
    /** By mail. */
    EMAIL,
    /** By text message. */
    SMS;

    /** The channel that the API calls by this name, if there is one. */
    public static Optional<Channel> named(String name) {
      return Arrays.stream(values()).filter(c -> c.apiName().equals(name)).findFirst();
    }

    /** The name that the API uses. */
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
