package dev.seveneight.ingest.people;

import dev.seveneight.ingest.fields.ChangeFields;
import dev.seveneight.ingest.fields.ContentFields;
import dev.seveneight.ingest.fields.IdentityFields;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Change;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.people.PersonEdit;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.Fields;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads and checks requests to change a person, which name the person in the body. */
final class PersonEditReader {
  private final Fields fields;
  private final ChangeFields changes;
  private final Settings settings;

  private PersonEditReader(Fields fields, Settings settings) {
    this.fields = fields;
    this.settings = settings;
    this.changes = new ChangeFields(fields);
  }

  /**
   * A person and the change.
   *
   * @param id the person's id
   */
  record Named(String id, PersonEdit edit) {}

  /**
   * Reads a request.
   *
   * @throws Problem 422 with all errors
   */
  static Named read(Object body, Settings settings) {
    Fields fields = Fields.of(body);
    fields.ignore(SavedPersonJson.READ_ONLY);
    Optional<String> id = fields.textOrNumber("id", Limits.ID).filter(text -> !text.isEmpty());
    if (!fields.has("id") || fields.any("id").equals(Optional.of(""))) {
      fields.reject("id", Rule.REQUIRED, "the id of the person");
    }
    PersonEdit edit = new PersonEditReader(fields, settings).edit();
    fields.finish();
    return new Named(id.orElseThrow(), edit);
  }

  private PersonEdit edit() {
    return new PersonEdit(
        identity("email", IdentityFields::email),
        identity(
            "phone_number",
            (all, name) -> IdentityFields.phoneNumber(all, name, settings::defaultCountry)),
        identity("external_id", IdentityFields::externalId),
        text("name", name -> IdentityFields.name(fields)),
        changes.field("properties", name -> ContentFields.properties(fields, name)));
  }

  private Change<String> identity(
      String name, BiFunction<Fields, String, Optional<Identity>> read) {
    return text(name, field -> read.apply(fields, field).map(Identity::value));
  }

  private Change<String> text(String name, Function<String, Optional<String>> read) {
    return isEmptyText(name) ? Change.clear() : changes.field(name, read);
  }

  /** Whether a field is an empty text, which clears the field here and is ignored elsewhere. */
  private boolean isEmptyText(String name) {
    return fields
        .any(name)
        .filter(v -> v instanceof String text && PlainText.identifier(text).isEmpty())
        .isPresent();
  }
}
