package dev.seveneight.ingest.people;

import dev.seveneight.ingest.fields.ContentFields;
import dev.seveneight.ingest.fields.JsonBody;
import dev.seveneight.ingest.fields.WrittenFields;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.api.PersonInPath;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.people.PersonEditor;
import dev.seveneight.shared.intake.people.PersonEraser;
import dev.seveneight.shared.intake.people.PersonIntake;
import dev.seveneight.shared.intake.people.PersonRequest;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.route.PersonRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.validation.IdentityParameters;
import dev.seveneight.shared.validation.Parameters;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints of the routes that create, change and erase people. */
public final class PersonEndpoints {
  private final ProjectTable projects;
  private final PersonIntake intake;
  private final PersonEditor editor;
  private final PersonEraser eraser;
  private final InstantSource clock;

  public PersonEndpoints(
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

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        PersonRoute.CREATE_PERSON, this::create,
        PersonRoute.SAVE_PERSON, this::save,
        PersonRoute.DELETE_PERSON, this::erase,
        PersonRoute.DELETE_NAMED_PERSON, this::eraseBy);
  }

  ApiReply create(Call call) {
    Object body = JsonBody.orForm(call, Limits.PERSON_BYTES);
    Project project = projectOf(call);
    PersonRequest request = PersonRequestReader.read(body, project.settings(), clock.instant());
    PersonIntake.Outcome outcome = intake.take(project, request);
    Person person = outcome.person();
    return ApiReply.of(
        outcome.isNew() ? 201 : 200, json(call, person, WrittenFields.of(person.id(), request)));
  }

  /** Saves a person in the form of Delighted's clients: the id is in the body. */
  ApiReply save(Call call) {
    Object body = JsonBody.of(call, Limits.PERSON_BYTES);
    Project project = projectOf(call);
    PersonEditReader.Named named = PersonEditReader.read(body, project.settings());
    if (!ContentFields.isId(named.id())) {
      throw PersonEditor.notFound();
    }
    Person person = editor.change(project, named.id(), named.edit());
    return ApiReply.ok(json(call, person, WrittenFields.of(person.id(), named.edit())));
  }

  /**
   * Returns the whole person, or to a key that may not read, the id and the fields that it wrote.
   */
  private static Map<String, Object> json(
      Call call, Person person, Map<String, Object> writtenFields) {
    return call.caller().may(Scope.READ) ? SavedPersonJson.of(person) : writtenFields;
  }

  /** Erases a person. The work that remains after the reply takes some seconds. */
  ApiReply erase(Call call) {
    Parameters parameters = Parameters.of(call.request().query());
    boolean keepScores = parameters.flag("keep_scores");
    parameters.finish();
    Project project = projectOf(call);
    PersonInPath named =
        PersonInPath.ofDeletion(call.parameter(), project.settings()::defaultCountry);
    eraser.erase(project, named, keepScores);
    return ApiReply.of(202, Map.of("ok", true));
  }

  /** Erases a person that the query names, because a path cannot carry every id unchanged. */
  ApiReply eraseBy(Call call) {
    Project project = projectOf(call);
    Parameters parameters = Parameters.of(call.request().query());
    boolean keepScores = parameters.flag("keep_scores");
    List<Identity> identities =
        Stream.of(
                IdentityParameters.externalId(parameters, "external_id"),
                IdentityParameters.email(parameters, "email"),
                IdentityParameters.phoneNumber(
                    parameters, "phone_number", project.settings()::defaultCountry))
            .flatMap(Optional::stream)
            .toList();
    parameters.finish();
    if (identities.size() != 1) {
      throw Problem.invalid(
          "external_id",
          identities.isEmpty() ? Rule.REQUIRED : Rule.CONFLICT,
          "one of external_id, email and phone_number");
    }
    eraser.erase(
        project, new PersonInPath(Optional.empty(), Optional.of(identities.get(0))), keepScores);
    return ApiReply.of(202, Map.of("ok", true));
  }

  private Project projectOf(Call call) {
    return projects.project(call.caller().project());
  }
}
