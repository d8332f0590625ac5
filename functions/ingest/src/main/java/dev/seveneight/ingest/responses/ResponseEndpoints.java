package dev.seveneight.ingest.responses;

import dev.seveneight.ingest.fields.ContentFields;
import dev.seveneight.ingest.fields.ExpandedPeople;
import dev.seveneight.ingest.fields.JsonBody;
import dev.seveneight.ingest.fields.WrittenFields;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.ReplyBudget;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.responses.Intake;
import dev.seveneight.shared.intake.responses.NewDimensions;
import dev.seveneight.shared.intake.responses.ResponseEditor;
import dev.seveneight.shared.intake.responses.Submission;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.reply.Expansion;
import dev.seveneight.shared.reply.ResponseJson;
import dev.seveneight.shared.route.ResponseRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.ValueListTable;
import dev.seveneight.shared.validation.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The endpoints of the routes that create, change and delete responses. */
public final class ResponseEndpoints {
  private final ProjectTable projects;
  private final SubmissionReader submissions;
  private final Intake intake;
  private final NewDimensions newDimensions;
  private final ValueListTable valueLists;
  private final ResponseEditor editor;
  private final ExpandedPeople people;
  private final PublicUrl publicUrl;
  private final Parallel parallel;

  public ResponseEndpoints(
      ProjectTable projects,
      SubmissionReader submissions,
      Intake intake,
      NewDimensions newDimensions,
      ValueListTable valueLists,
      ResponseEditor editor,
      ExpandedPeople people,
      PublicUrl publicUrl,
      Parallel parallel) {
    this.projects = projects;
    this.submissions = submissions;
    this.intake = intake;
    this.newDimensions = newDimensions;
    this.valueLists = valueLists;
    this.editor = editor;
    this.people = people;
    this.publicUrl = publicUrl;
    this.parallel = parallel;
  }

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        ResponseRoute.CREATE_RESPONSE, this::create,
        ResponseRoute.CREATE_RESPONSES, this::createBatch,
        ResponseRoute.SAVE_RESPONSE, this::save,
        ResponseRoute.CHANGE_RESPONSE, this::change,
        ResponseRoute.DELETE_RESPONSE, this::delete);
  }

  ApiReply create(Call call) {
    Object body = JsonBody.orForm(call, Limits.RESPONSE_BYTES);
    return create(
        call, submissions.read(call.caller(), body, call.request().header("idempotency-key")));
  }

  /**
   * Creates the responses of a batch. Each element is handled separately and gets the reply that it
   * would get alone.
   */
  ApiReply createBatch(Call call) {
    Object body = JsonBody.of(call, Limits.BATCH_BYTES);
    if (call.request().header("idempotency-key").isPresent()) {
      throw Problem.invalid(
          "Idempotency-Key",
          Rule.CONFLICT,
          "give each element of a batch a submission_id of its own");
    }
    if (!(body instanceof List<?> elements)) {
      throw Problem.invalid("", Rule.TYPE, "a JSON array of responses");
    }
    if (elements.isEmpty() || elements.size() > Limits.BATCH_RESPONSES) {
      throw Problem.invalid(
          "", Rule.LENGTH, "from 1 to " + Limits.BATCH_RESPONSES + " responses in one request");
    }
    List<Element> read = elements.stream().map(element -> read(call, element)).toList();
    Project project = projectOf(call);
    newDimensions.take(
        project,
        read.stream().flatMap(element -> element.submission().stream()).toList(),
        List.of(),
        Optional.empty(),
        valueLists.of(project));
    List<Map<String, Object>> answers =
        Waves.map(parallel, read, Element::subjects, element -> answerTo(call, element));
    ReplyBudget budget = new ReplyBudget();
    return ApiReply.ok(
        answers.stream().map(answer -> budget.takes(answer) ? answer : shortened(answer)).toList());
  }

  /** An element of a batch: its submission, or its problem. */
  private record Element(Optional<Submission> submission, Optional<Problem> problem) {
    private Set<Object> subjects() {
      return submission.map(Submission::subjects).orElse(Set.of());
    }
  }

  private Element read(Call call, Object element) {
    try {
      return new Element(
          Optional.of(submissions.read(call.caller(), element, Optional.empty())),
          Optional.empty());
    } catch (RuntimeException failure) {
      return new Element(Optional.empty(), Optional.of(call.failures().problemOf(failure)));
    }
  }

  private Map<String, Object> answerTo(Call call, Element element) {
    if (element.problem().isPresent()) {
      return json(call, element.problem().get());
    }
    try {
      ApiReply answer = create(call, element.submission().orElseThrow());
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("status", answer.status());
      json.put("response", answer.body());
      return json;
    } catch (RuntimeException failure) {
      // A failure affects only this element, because the other elements were stored or will be. So
      // it becomes the reply of this element.
      return json(call, call.failures().problemOf(failure));
    }
  }

  private static Map<String, Object> json(Call call, Problem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", problem.code().status());
    json.put("problem", problem.toJson(call.requestId()));
    return json;
  }

  /**
   * Returns the part of a reply that remains if the whole does not fit: the id of the response, or
   * the problem.
   */
  private static Map<String, Object> shortened(Map<String, Object> answer) {
    Map<String, Object> json = new LinkedHashMap<>(answer);
    json.computeIfPresent(
        "response", (name, response) -> Map.of("id", ((Map<?, ?>) response).get("id")));
    json.computeIfPresent(
        "problem",
        (name, problem) -> {
          Map<Object, Object> rest = new LinkedHashMap<>((Map<?, ?>) problem);
          rest.keySet().removeAll(List.of("detail", "errors"));
          return rest;
        });
    return json;
  }

  ApiReply change(Call call) {
    return change(call, call.parameter(), JsonBody.of(call, Limits.RESPONSE_BYTES));
  }

  /** Saves a response in the form of Delighted's clients: the id is in the body. */
  ApiReply save(Call call) {
    Object body = JsonBody.of(call, Limits.RESPONSE_BYTES);
    return change(call, EditReader.idIn(body), body);
  }

  ApiReply delete(Call call) {
    Parameters.of(call.request().query()).finish();
    editor.delete(projectOf(call), existing(call.parameter()));
    return ApiReply.of(202, Map.of("ok", true));
  }

  private ApiReply change(Call call, String id, Object body) {
    EditReader.Request request = EditReader.read(call.caller(), body, id);
    SurveyResponse response = editor.change(projectOf(call), existing(id), request.edit());
    return ApiReply.ok(
        call.caller().may(Scope.READ)
            ? json(call, response, request.expand())
            : WrittenFields.of(response.id(), request.edit()));
  }

  private ApiReply create(Call call, Submission submission) {
    Project project = intake.project(call.caller().project(), submission);
    Intake.Outcome outcome = intake.take(project, submission, Optional.empty());
    return switch (outcome.result()) {
      case CREATED -> ApiReply.of(201, created(call, outcome, submission));
      case REPEATED -> ApiReply.ok(created(call, outcome, submission));
      case CONFLICT ->
          throw Problem.of(
              ErrorCode.IDEMPOTENCY_CONFLICT,
              "another request was sent with this idempotency key before");
      case DELETED ->
          throw Problem.of(ErrorCode.DELETED, "the response with this idempotency key was deleted");
    };
  }

  /**
   * Returns the reply for a created response. A key that may only collect may be used in a system
   * of another company. It gets the id, and the names among those that it sent that are not
   * counted.
   */
  private Map<String, Object> created(Call call, Intake.Outcome outcome, Submission submission) {
    SurveyResponse response = outcome.response().orElseThrow();
    if (!call.caller().may(Scope.WRITE)) {
      Map<String, Object> collected = new LinkedHashMap<>();
      collected.put("id", response.id().value());
      collected.put(ResponseJson.NOT_COUNTED, List.copyOf(outcome.notCounted().keySet()));
      return collected;
    }
    Map<String, Object> json =
        call.caller().may(Scope.READ)
            ? json(call, response, submission.expand())
            : WrittenFields.of(response.id(), submission, response.content().person());
    json.put(ResponseJson.NOT_COUNTED, List.copyOf(outcome.notCounted().keySet()));
    json.put(ResponseJson.NOT_COUNTED_BECAUSE, ResponseJson.reasons(outcome.notCounted()));
    return json;
  }

  private Map<String, Object> json(Call call, SurveyResponse response, Set<Expansion> expand) {
    String path = ResponseRoute.GET_RESPONSE.path().replace("{id}", response.id().value());
    Map<String, Object> json = ResponseJson.of(response, publicUrl.of(call.request(), path));
    if (expand.contains(Expansion.PERSON)) {
      Optional<String> id = response.content().person();
      json.put("person", id.flatMap(each -> people.json(response.project(), each)).orElse(null));
    }
    return json;
  }

  private Project projectOf(Call call) {
    return projects.project(call.caller().project());
  }

  private static ResponseId existing(String id) {
    if (!ContentFields.isId(id)) {
      throw Problem.of(ErrorCode.NOT_FOUND, "there is no response with this id");
    }
    return new ResponseId(id);
  }
}
