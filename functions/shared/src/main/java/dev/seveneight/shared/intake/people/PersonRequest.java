package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.http.FieldErrors;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Change;
import dev.seveneight.shared.intake.MergedProperties;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.SurveyRequest.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request to make a person, or to bring one up to date, and perhaps to ask it; checked.
 * Immutable.
 *
 * @param id the person's id, if the caller says it
 * @param identities what the person is found by, and gets if it lacks it
 * @param updates what the person is to be found by from now on
 * @param name what the person is called from now on
 * @param properties the properties that change, empty ones are removed
 * @param send whether the person is to be asked
 * @param channel by which way
 * @param delay how much later
 * @param lastSentAt when somebody else has asked the person, in whole seconds
 */
public record PersonRequest(
    Optional<String> id,
    List<Identity> identities,
    List<Identity> updates,
    Optional<String> name,
    Map<String, Optional<String>> properties,
    boolean send,
    Optional<Channel> channel,
    Duration delay,
    Optional<Instant> lastSentAt) {

  private static final String UPDATE = "_update";

  /**
   * What the person is after this.
   *
   * @throws Problem 422 if the person is found by something else than the request says, or would
   *     have too many properties
   */
  Person applyTo(Person before) {
    Person found =
        foundBy(before)
            .withName(name.or(before::name))
            .withProperties(
                new TreeMap<>(
                    MergedProperties.of(before.properties(), Change.to(properties), "properties")));
    return lastSentAt.map(time -> found.withSending(found.sending().sentAt(time))).orElse(found);
  }

  private Person foundBy(Person before) {
    Person after = before;
    FieldErrors errors = new FieldErrors();
    for (Identity identity : identities) {
      Optional<String> has = before.valueOf(identity.kind());
      if (has.isEmpty()) {
        after = after.with(identity.kind(), Optional.of(identity.value()));
      } else if (!has.get().equals(identity.value()) && !has.equals(update(identity.kind()))) {
        errors.add(
            identity.kind().storedName(),
            Rule.CONFLICT,
            "the person has another one, which PUT /v1/people changes");
      }
    }
    errors.throwIfAny();
    for (Identity update : updates) {
      after = after.with(update.kind(), Optional.of(update.value()));
    }
    return after;
  }

  /** The field that says what the person is found by after this. */
  String fieldOf(Identity.Kind kind) {
    return update(kind).isPresent() ? updateField(kind) : kind.storedName();
  }

  /** The field that says what the person is found by from now on. */
  public static String updateField(Identity.Kind kind) {
    return kind.storedName() + UPDATE;
  }

  private Optional<String> update(Identity.Kind kind) {
    return updates.stream().filter(i -> i.kind() == kind).map(Identity::value).findFirst();
  }
}
