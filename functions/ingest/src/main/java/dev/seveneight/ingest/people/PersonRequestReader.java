package dev.seveneight.ingest.people;

import dev.seveneight.ingest.fields.ContentFields;
import dev.seveneight.ingest.fields.IdentityFields;
import dev.seveneight.ingest.fields.TimeField;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.people.PersonRequest;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.SurveyRequest.Channel;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.Fields;
import dev.seveneight.shared.validation.TextRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads and checks requests to create or update a person. */
final class PersonRequestReader {
  private static final TextRule CHANNEL = TextRule.line(20);

  private final Fields fields;
  private final Settings settings;

  private PersonRequestReader(Fields fields, Settings settings) {
    this.fields = fields;
    this.settings = settings;
  }

  /**
   * Reads a request. Empty fields and null are ignored.
   *
   * @throws Problem 422 with all errors
   */
  static PersonRequest read(Object body, Settings settings, Instant now) {
    Fields fields = Fields.of(body);
    PersonRequest request = new PersonRequestReader(fields, settings).request(now);
    fields.finish();
    return request;
  }

  private PersonRequest request(Instant now) {
    Optional<String> id = id();
    List<Identity> identities = new ArrayList<>();
    IdentityFields.email(fields, "email").ifPresent(identities::add);
    IdentityFields.phoneNumber(fields, "phone_number", settings::defaultCountry)
        .ifPresent(identities::add);
    IdentityFields.externalId(fields, "external_id").ifPresent(identities::add);
    if (!isAnybodyNamed()) {
      fields.reject("email", Rule.REQUIRED, "email, phone_number, external_id or id");
    }
    List<Identity> updates = new ArrayList<>();
    IdentityFields.email(fields, PersonRequest.updateField(Identity.Kind.EMAIL))
        .ifPresent(updates::add);
    IdentityFields.phoneNumber(
            fields, PersonRequest.updateField(Identity.Kind.PHONE_NUMBER), settings::defaultCountry)
        .ifPresent(updates::add);
    return new PersonRequest(
        id,
        List.copyOf(identities),
        List.copyOf(updates),
        IdentityFields.name(fields),
        ContentFields.properties(fields, "properties").orElseGet(Map::of),
        send(),
        channel(),
        Duration.ofSeconds(fields.integer("delay", 0, Limits.LATEST_DELAY_SECONDS).orElse(0)),
        TimeField.read(fields, "last_sent_at", now));
  }

  /**
   * Whether the request names a person, even with an invalid value, so that no identity is missing.
   */
  private boolean isAnybodyNamed() {
    return Stream.of("id", "email", "phone_number", "external_id")
        .flatMap(name -> fields.any(name).stream())
        .anyMatch(value -> !(value instanceof String text && PlainText.isBlank(text)));
  }

  private Optional<String> id() {
    Optional<String> id = fields.textOrNumber("id", Limits.ID).filter(text -> !text.isEmpty());
    if (id.isPresent() && !ContentFields.isId(id.get())) {
      fields.reject("id", Rule.FORMAT, "letters, digits, - and _");
    }
    return id;
  }

  /** Reads {@code send}, which is true by default, like at Delighted. */
  private boolean send() {
    Optional<Object> send = fields.any("send");
    if (send.isPresent() && !(send.get() instanceof Boolean)) {
      fields.reject("send", Rule.TYPE, "true or false");
    }
    return !send.equals(Optional.of(false));
  }

  private Optional<Channel> channel() {
    Optional<String> name = fields.text("channel", CHANNEL).filter(text -> !text.isEmpty());
    Optional<Channel> channel = name.flatMap(Channel::named);
    if (name.isPresent() && channel.isEmpty()) {
      fields.reject("channel", Rule.FORMAT, "email or sms");
    }
    return channel;
  }
}
