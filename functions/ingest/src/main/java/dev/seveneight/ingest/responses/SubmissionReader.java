package dev.seveneight.ingest.responses;

import dev.seveneight.ingest.fields.ContentFields;
import dev.seveneight.ingest.fields.ExpandField;
import dev.seveneight.ingest.fields.IdentityFields;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.people.PersonReference;
import dev.seveneight.shared.intake.responses.Submission;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.reply.Expansion;
import dev.seveneight.shared.reply.ResponseJson;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.Fields;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** Reads and checks requests to create a response. */
public final class SubmissionReader {
  private static final String SURVEY_TYPE = "nps";

  private final ProjectTable projects;
  private final InstantSource clock;

  public SubmissionReader(ProjectTable projects, InstantSource clock) {
    this.projects = projects;
    this.clock = clock;
  }

  /**
   * Reads a request.
   *
   * @param caller the caller; {@code created_at} and {@code person} need the scope write, {@code
   *     expand} needs the scope read
   * @param body the JSON object
   * @param headerKey the idempotency key from the header, if there is one
   * @throws Problem 422 with all errors, or 403 for a field that the caller may not send
   */
  public Submission read(Caller caller, Object body, Optional<String> headerKey) {
    Fields fields = Fields.of(body);
    fields.ignore(Set.of(ResponseJson.NOT_COUNTED, ResponseJson.NOT_COUNTED_BECAUSE));
    if (!fields.has("score")) {
      fields.reject("score", Rule.REQUIRED, "an integer from 0 to 10");
    }
    OptionalInt score = ContentFields.score(fields);
    requireNps(fields);
    PersonReference person = person(fields, () -> defaultCountry(caller));
    OptionalLong createdAt = createdAt(fields);
    Optional<String> key = key(fields, headerKey);
    Content content =
        new Content(
            score.orElse(0),
            ContentFields.comment(fields).filter(text -> !PlainText.isBlank(text)),
            Optional.empty(),
            properties(fields),
            dimension(fields, "survey"),
            dimension(fields, "channel"),
            dimension(fields, "language"),
            ContentFields.tags(fields).orElse(List.of()),
            ContentFields.objects(fields, "additional_answers").filter(json -> !json.isEmpty()),
            ContentFields.objects(fields, "notes").filter(json -> !json.isEmpty()),
            Optional.empty());
    Set<Expansion> expand = ExpandField.read(fields);
    fields.finish();
    boolean isCollected = !caller.may(Scope.WRITE);
    if (isCollected && createdAt.isPresent()) {
      throw needsWrite("created_at");
    }
    if (isCollected && person.id().isPresent()) {
      // Rejected whether or not the person exists, so that the reply does not disclose it.
      throw needsWrite("person");
    }
    ExpandField.requireAllowed(caller, expand);
    return new Submission(
        key,
        person,
        createdAt.isPresent() ? Optional.of(createdAt.getAsLong()) : Optional.empty(),
        content,
        expand,
        isCollected);
  }

  private static Problem needsWrite(String field) {
    return Problem.of(ErrorCode.INSUFFICIENT_SCOPE, field + " needs a key with the scope write");
  }

  /**
   * Rejects scores of other kinds of survey, such as customer satisfaction, because they would
   * distort the NPS.
   */
  private static void requireNps(Fields fields) {
    Optional<String> type = fields.text("survey_type", Limits.BUILT_IN_DIMENSION);
    if (type.filter(text -> !text.isEmpty() && !text.equalsIgnoreCase(SURVEY_TYPE)).isPresent()) {
      fields.reject("survey_type", Rule.FORMAT, "nps; scores of other surveys are not taken");
    }
  }

  private Optional<String> defaultCountry(Caller caller) {
    return projects.project(caller.project()).settings().defaultCountry();
  }

  private OptionalLong createdAt(Fields fields) {
    OptionalLong createdAt = fields.integer("created_at", 0, LedgerItems.LATEST_SECOND);
    if (createdAt.isPresent()
        && createdAt.getAsLong() > clock.instant().getEpochSecond() + Limits.CLOCK_SKEW_SECONDS) {
      fields.reject("created_at", Rule.RANGE, "seconds since 1970, not in the future");
    }
    return createdAt;
  }

  private static Optional<String> key(Fields fields, Optional<String> headerKey) {
    Optional<String> fieldKey =
        fields.textOrNumber("submission_id", Limits.IDEMPOTENCY_KEY).filter(key -> !key.isEmpty());
    Optional<String> spelledKey =
        headerKey.map(Limits.IDEMPOTENCY_KEY::spelled).filter(key -> !key.isEmpty());
    spelledKey
        .filter(key -> !Limits.IDEMPOTENCY_KEY.allows(key))
        .ifPresent(
            key ->
                fields.reject(
                    "Idempotency-Key",
                    Rule.FORMAT,
                    "at most " + Limits.IDEMPOTENCY_KEY.longest() + " characters of one line"));
    if (fieldKey.isPresent() && spelledKey.isPresent() && !fieldKey.equals(spelledKey)) {
      fields.reject(
          "submission_id", Rule.CONFLICT, "the header Idempotency-Key says something else");
    }
    return spelledKey.or(() -> fieldKey);
  }

  private static Map<String, String> properties(Fields fields) {
    Map<String, String> properties = new LinkedHashMap<>();
    ContentFields.properties(fields, "person_properties")
        .ifPresent(
            given ->
                given.forEach(
                    (name, value) -> value.ifPresent(text -> properties.put(name, text))));
    return properties;
  }

  private static Optional<String> dimension(Fields fields, String name) {
    return ContentFields.dimension(fields, name).filter(value -> !value.isEmpty());
  }

  private static PersonReference person(Fields fields, Supplier<Optional<String>> defaultCountry) {
    Optional<String> id = ContentFields.person(fields);
    Optional<String> name = IdentityFields.name(fields);
    List<Identity> identities = new ArrayList<>();
    IdentityFields.email(fields, "person_email").ifPresent(identities::add);
    IdentityFields.phoneNumber(fields, "person_phone_number", defaultCountry)
        .ifPresent(identities::add);
    IdentityFields.externalId(fields, "person_external_id").ifPresent(identities::add);
    if (id.isPresent() && (!identities.isEmpty() || name.isPresent())) {
      fields.reject(
          "person",
          Rule.CONFLICT,
          "give the person's id, or what the person is found by, not both");
    }
    if (id.isEmpty() && identities.isEmpty() && name.isPresent() && !fields.has("person")) {
      fields.reject(
          "name",
          Rule.CONFLICT,
          "a name alone finds nobody: give person_email, person_phone_number or person_external_id");
    }
    return new PersonReference(id, List.copyOf(identities), name);
  }
}
