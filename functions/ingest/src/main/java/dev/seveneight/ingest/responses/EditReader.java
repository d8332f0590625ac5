package dev.seveneight.ingest.responses;

import dev.seveneight.ingest.fields.ChangeFields;
import dev.seveneight.ingest.fields.ContentFields;
import dev.seveneight.ingest.fields.ExpandField;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Change;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.responses.ResponseEdit;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.reply.Expansion;
import dev.seveneight.shared.reply.ResponseJson;
import dev.seveneight.shared.validation.Fields;
import java.util.Optional;
import java.util.Set;

/** Reads and checks requests to change a response. */
final class EditReader {
  private final Fields fields;
  private final ChangeFields changes;

  private EditReader(Fields fields) {
    this.fields = fields;
    this.changes = new ChangeFields(fields);
  }

  /**
   * A request to change a response.
   *
   * @param edit the change
   * @param expand the parts that the reply shows in full
   */
  record Request(ResponseEdit edit, Set<Expansion> expand) {}

  /**
   * Reads a request.
   *
   * @param caller the caller; {@code expand} needs the scope read
   * @param id the response to change; a body with another id is an error
   * @throws Problem 422 with all errors, or 403 if the caller may not expand
   */
  static Request read(Caller caller, Object body, String id) {
    Fields fields = Fields.of(body);
    fields.ignore(ResponseJson.READ_ONLY);
    if (fields.textOrNumber("id", Limits.ID).filter(given -> !given.equals(id)).isPresent()) {
      fields.reject("id", Rule.CONFLICT, "the path names another response");
    }
    Request request = new Request(new EditReader(fields).edit(), ExpandField.read(fields));
    fields.finish();
    ExpandField.requireAllowed(caller, request.expand());
    return request;
  }

  /**
   * Returns the id in a body that names its response.
   *
   * @throws Problem 422 if there is no id
   */
  static String idIn(Object body) {
    return Fields.of(body)
        .textOrNumber("id", Limits.ID)
        .orElseThrow(() -> Problem.invalid("id", Rule.REQUIRED, "the id of the response"));
  }

  private ResponseEdit edit() {
    if (fields.isNull("score")) {
      fields.reject("score", Rule.REQUIRED, "an integer from 0 to 10");
    }
    return new ResponseEdit(
        changes.field(
            "score",
            name -> {
              var score = ContentFields.score(fields);
              return score.isPresent() ? Optional.of(score.getAsInt()) : Optional.empty();
            }),
        changes.text("comment", name -> ContentFields.comment(fields)),
        changes.field("person", name -> ContentFields.person(fields)),
        changes.field("person_properties", name -> ContentFields.properties(fields, name)),
        changes.text("survey", name -> ContentFields.dimension(fields, name)),
        changes.text("channel", name -> ContentFields.dimension(fields, name)),
        changes.text("language", name -> ContentFields.dimension(fields, name)),
        changes.field("tags", name -> ContentFields.tags(fields)),
        changes.text("additional_answers", name -> ContentFields.objects(fields, name)),
        changes.text("notes", name -> ContentFields.objects(fields, name)),
        excluded());
  }

  private Change<Exclusion> excluded() {
    if (fields.any("excluded").filter(Boolean.FALSE::equals).isPresent()) {
      return Change.clear();
    }
    return changes.field(
        "excluded",
        name -> {
          Optional<Exclusion> reason =
              fields
                  .any(name)
                  .filter(String.class::isInstance)
                  .flatMap(text -> Exclusion.named((String) text));
          if (fields.has(name) && reason.isEmpty()) {
            fields.reject(
                name, Rule.FORMAT, "one of " + Exclusion.NAMES + "; false to count it again");
          }
          return reason;
        });
  }
}
