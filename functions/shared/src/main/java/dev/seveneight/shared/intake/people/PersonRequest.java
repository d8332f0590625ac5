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
 * A checked request to create or update a person, and optionally to send a survey to the person.
 * Immutable.
 *
 * @param id the person's id, if the request has it
 * @param identities identities that find the person; the person gets those that it lacks
 * @param updates identities that replace those of the same kind
 * @param name the new name
 * @param properties the properties that change; an empty value removes the property
 * @param send whether the person gets a survey
 * @param channel the channel of the survey
 * @param delay how long after now the survey is sent
 * @param lastSentAt when another system last sent a survey to the person, in whole seconds
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
   * Returns the person after the request.
   *
   * @throws Problem 422 if the person has another identity of a kind that the request does not
   *     update, or would have too many properties
   */
  Person applyTo(Person before) {
    Person found =
        withIdentities(before)
            .withName(name.or(before::name))
            .withProperties(
                new TreeMap<>(
                    MergedProperties.of(before.properties(), Change.to(properties), "properties")));
    return lastSentAt.map(time -> found.withSending(found.sending().sentAt(time))).orElse(found);
  }

  private Person withIdentities(Person before) {
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

  /** Returns the name of the field with the person's identity of this kind after the request. */
  String fieldOf(Identity.Kind kind) {
    return update(kind).isPresent() ? updateField(kind) : kind.storedName();
  }

  /** Returns the name of the field that replaces the identity of this kind. */
  public static String updateField(Identity.Kind kind) {
    return kind.storedName() + UPDATE;
  }

  private Optional<String> update(Identity.Kind kind) {
    return updates.stream().filter(i -> i.kind() == kind).map(Identity::value).findFirst();
  }
}
