package dev.seveneight.query;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.http.AnswerBudget;
import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.ResponseJson;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.ProjectTable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The routes that answer with responses. */
final class ResponseEndpoints {
  private static final int DEFAULT_PAGE = 20;
  private static final int LARGEST_PAGE = 100;

  /**
   * How many entries of the index one request looks at when it has to pass over some; then it
   * answers with what it has found.
   */
  private static final int MOST_ENTRIES = 5_000;

  private static final int ENTRIES_AT_A_TIME = 250;

  private final ProjectTable projects;
  private final LedgerTable ledger;
  private final AskedSegment askedSegment;
  private final PublicUrl publicUrl;

  ResponseEndpoints(
      ProjectTable projects, LedgerTable ledger, KnownDimensions dimensions, PublicUrl publicUrl) {
    this.projects = projects;
    this.ledger = ledger;
    this.askedSegment = new AskedSegment(dimensions);
    this.publicUrl = publicUrl;
  }

  ApiAnswer get(Call call) {
    Parameters.of(call.request().query()).finish();
    if (!call.parameter().matches("[A-Za-z0-9_-]{1,100}")) {
      throw notFound();
    }
    return ledger
        .response(call.caller().project(), call.parameter())
        .map(response -> ApiAnswer.ok(json(call, response)))
        .orElseThrow(ResponseEndpoints::notFound);
  }

  ApiAnswer list(Call call) {
    Project project = projects.project(call.caller().project());
    Parameters parameters = Parameters.of(call.request().query());
    AskedRange range = AskedRange.read(parameters, project.settings().timeZone());
    Segment segment = askedSegment.read(parameters, project);
    ResponseFilter filter = ResponseFilter.read(parameters, segment);
    boolean ascending = isAscending(parameters);
    int perPage = (int) parameters.integer("per_page", 1, LARGEST_PAGE).orElse(DEFAULT_PAGE);
    Map<String, String> question = question(parameters);
    Cursor cursor = new Cursor(project.id(), Route.LIST_RESPONSES.path(), question);
    Optional<String> after = cursor.read(parameters);
    parameters.finish();

    Page page = page(project, range, filter, ascending, perPage, after);
    List<Map<String, Object>> shown = new ArrayList<>();
    Optional<String> goOn = page.last();
    String place = "";
    AnswerBudget budget = new AnswerBudget();
    for (SurveyResponse response : ledger.responses(project.id(), page.ids())) {
      Map<String, Object> json = json(call, response);
      if (!budget.takes(json)) {
        goOn = Optional.of(place);
        break;
      }
      place = LedgerItems.listedAt(response.createdAt().getEpochSecond(), response.id().value());
      // The index lags a little: what was changed a moment ago may no longer be asked for.
      if (filter.shows(response)) {
        shown.add(json);
      }
    }
    ApiAnswer answer = ApiAnswer.ok(shown);
    if (goOn.isEmpty()) {
      return answer;
    }
    question.put("per_page", String.valueOf(perPage));
    question.put(Cursor.NAME, cursor.at(goOn.get()));
    String next = publicUrl.of(call.request(), Route.LIST_RESPONSES.path(), question);
    return answer.withHeader("link", "<" + next + ">; rel=\"next\"");
  }

  /**
   * A part of the list.
   *
   * @param ids the responses
   * @param last the place to go on from; empty if there is nothing more
   */
  private record Page(List<String> ids, Optional<String> last) {}

  private Page page(
      Project project,
      AskedRange range,
      ResponseFilter filter,
      boolean ascending,
      int perPage,
      Optional<String> after) {
    String first =
        range
            .since()
            .map(second -> LedgerItems.listedAt(second, ""))
            .orElse(LedgerTable.BEFORE_ALL);
    String last =
        range
            .until()
            .map(second -> LedgerItems.listedAt(second, "~"))
            .orElse(LedgerTable.AFTER_ALL);
    if (after.isPresent()) {
      first = ascending ? after.get() : first;
      last = ascending ? last : after.get();
    }
    if (first.compareTo(last) > 0) {
      return new Page(List.of(), Optional.empty());
    }
    Iterator<Map<String, AttributeValue>> entries =
        ledger.entries(
            project.id(),
            first,
            last,
            ascending,
            filter.isEverything() ? perPage + 2 : ENTRIES_AT_A_TIME);
    List<String> ids = new ArrayList<>();
    String place = "";
    for (int seen = 0; entries.hasNext(); seen++) {
      Map<String, AttributeValue> entry = entries.next();
      String next = textOf(entry, "listed_at");
      boolean shown = filter.shows(entry) && !after.equals(Optional.of(next));
      if (shown && ids.size() == perPage) {
        return new Page(ids, Optional.of(place));
      }
      place = next;
      if (shown) {
        ids.add(LedgerItems.idOf(next));
      }
      if (seen == MOST_ENTRIES) {
        return new Page(ids, Optional.of(place));
      }
    }
    return new Page(ids, Optional.empty());
  }

  private static boolean isAscending(Parameters parameters) {
    Optional<String> order = parameters.text("order");
    if (order.isPresent() && !order.get().equals("asc") && !order.get().equals("desc")) {
      parameters.reject("order", Rule.FORMAT, "asc or desc");
    }
    return !order.equals(Optional.of("desc"));
  }

  /** The parameters that decide which responses are listed and in which order, sorted. */
  private static Map<String, String> question(Parameters parameters) {
    Map<String, String> question = new TreeMap<>();
    for (String name : List.of("since", "until", "category", "score", "order")) {
      parameters.text(name).ifPresent(value -> question.put(name, value));
    }
    new LinkedHashMap<>(parameters.keyed("segment"))
        .forEach((dimension, value) -> question.put("segment[" + dimension + "]", value));
    return question;
  }

  private Map<String, Object> json(Call call, SurveyResponse response) {
    String path = Route.GET_RESPONSE.path().replace("{id}", response.id().value());
    return ResponseJson.of(response, publicUrl.of(call.request(), path));
  }

  private static Problem notFound() {
    return Problem.of(ErrorCode.NOT_FOUND, "there is no response with this id");
  }
}
