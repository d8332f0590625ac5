package dev.seveneight.ingest;

import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ProjectTable;
import java.time.InstantSource;
import java.util.Map;

/** The routes that make and change people. */
final class PersonEndpoints {
  private final ProjectTable projects;
  private final PersonIntake intake;
  private final PersonEditor editor;
  private final PersonEraser eraser;
  private final InstantSource clock;

  PersonEndpoints(
      ProjectTable projects,
      PersonIntake intake,
      PersonEditor editor,
      PersonEraser eraser,
      InstantSource clock) {
    this.projects = projects;
    this.intake = intake;
    this.editor = editor;
    this.eraser = eraser;
    this.clock = clock;
  }

  ApiAnswer create(Call call) {
    PersonRequest request =
        PersonRequestReader.read(JsonBody.orForm(call, Limits.PERSON_BYTES), clock.instant());
    PersonIntake.Outcome outcome = intake.take(projectOf(call), request);
    return ApiAnswer.of(outcome.isNew() ? 201 : 200, SavedPersonJson.of(outcome.person()));
  }

  /** The form that Delighted's clients save with: the id stands in the body. */
  ApiAnswer save(Call call) {
    PersonEditReader.Named named = PersonEditReader.read(JsonBody.of(call, Limits.PERSON_BYTES));
    if (!ContentFields.isId(named.id())) {
      throw PersonEditor.notFound();
    }
    Person person = editor.change(projectOf(call), named.id(), named.edit());
    return ApiAnswer.ok(SavedPersonJson.of(person));
  }

  /** What is left to do when this answers takes some seconds. */
  ApiAnswer erase(Call call) {
    Parameters parameters = Parameters.of(call.request().query());
    boolean keepScores = parameters.flag("keep_scores");
    parameters.finish();
    eraser.erase(projectOf(call), call.parameter(), keepScores);
    return ApiAnswer.of(202, Map.of("ok", true));
  }

  private Project projectOf(Call call) {
    return projects.project(call.caller().project());
  }
}
