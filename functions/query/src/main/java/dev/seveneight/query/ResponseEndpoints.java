package dev.seveneight.query;

import dev.seveneight.shared.http.AnswerBudget;
import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.ledger.ResponseJson;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.ProjectTable;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The routes that answer with responses. */
final class ResponseEndpoints {
  private static final int DEFAULT_PAGE = 20;
  private static final int LARGEST_PAGE = 100;
  private static final int PAGE_OF_CSV = 1_000;

  /** All parameters that decide which responses are listed and in which order. */
  private static final List<String> QUESTION =
      List.of(
          "since",
          "until",
          "updated_since",
          "updated_until",
          "category",
          "score",
          "has_comment",
          "person_id",
          "person_email",
          "order");

  private final ProjectTable projects;
  private final LedgerTable ledger;
  private final ResponseEntries responseEntries;
  private final AskedSegment askedSegment;
  private final PublicUrl publicUrl;

  ResponseEndpoints(
      ProjectTable projects,
      LedgerTable ledger,
      KnownDimensions dimensions,
      PublicUrl publicUrl,
      InstantSource clock) {
    this.projects = projects;
    this.ledger = ledger;
    this.responseEntries = new ResponseEntries(ledger, clock);
    this.askedSegment = new AskedSegment(dimensions);
    this.publicUrl = publicUrl;
  }

  ApiAnswer get(Call call) {
    Parameters.of(call.request().query()).finish();
    if (!LedgerItems.isId(call.parameter())) {
      throw notFound();
    }
    return ledger
        .response(call.caller().project(), call.parameter())
        .map(response -> ApiAnswer.ok(json(call, response)))
        .orElseThrow(ResponseEndpoints::notFound);
  }

  /**
   * A list that is asked for.
   *
   * @param question its parameters
   * @param filter which responses are in it
   * @param order in which order
   * @param perPage how many of them at once
   */
  private record Asked(
      Project project,
      ListQuestion question,
      ResponseFilter filter,
      ListOrder order,
      int perPage) {}

  ApiAnswer list(Call call) {
    AnswerBudget budget = new AnswerBudget();
    if (call.request().prefers(ResponseCsv.MEDIA_TYPE, "application/json")) {
      Asked asked = read(call, PAGE_OF_CSV, PAGE_OF_CSV);
      Page<String> page = page(asked, ResponseCsv::row, budget::takesText);
      return answer(
          call,
          asked,
          page,
          ApiAnswer.text(ResponseCsv.CONTENT_TYPE, ResponseCsv.withHeader(page.shown())));
    }
    Asked asked = read(call, DEFAULT_PAGE, LARGEST_PAGE);
    Page<Map<String, Object>> page = page(asked, response -> json(call, response), budget::takes);
    return answer(call, asked, page, ApiAnswer.ok(page.shown()));
  }

  private Asked read(Call call, int defaultPage, int largestPage) {
    Project project = projects.project(call.caller().project());
    Parameters parameters = Parameters.of(call.request().query());
    ResponseFilter filter = ResponseFilter.read(parameters, project, askedSegment);
    AskedPerson person = AskedPerson.whoAnswered(parameters);
    ListOrder order =
        ListOrder.read(
            parameters,
            ListOrder.ALL,
            // Who asks for changes wants to follow them.
            filter.changed().isEver() ? ListOrder.OLDEST : ListOrder.OLDEST_CHANGE);
    int perPage = (int) parameters.integer("per_page", 1, largestPage).orElse(defaultPage);
    ListQuestion question =
        ListQuestion.read(parameters, project.id(), Route.LIST_RESPONSES, QUESTION);
    parameters.finish();
    return new Asked(project, question, filter.of(person.find(project, ledger)), order, perPage);
  }

  private <T> Page<T> page(Asked asked, Function<SurveyResponse, T> form, Predicate<T> fits) {
    String project = asked.project().id();
    Optional<String> after = asked.question().after();
    Iterator<IndexEntry> entries =
        responseEntries.of(project, asked.filter(), asked.order(), after, asked.perPage());
    return new PageWalk<>(asked.perPage(), fits)
        .over(
            entries,
            after,
            new ListedResponses<>(project, ledger, asked.filter(), asked.order().byChange(), form));
  }

  private ApiAnswer answer(Call call, Asked asked, Page<?> page, ApiAnswer answer) {
    return asked.question().link(answer, call, publicUrl, page.last(), asked.perPage());
  }

  private Map<String, Object> json(Call call, SurveyResponse response) {
    String path = Route.GET_RESPONSE.path().replace("{id}", response.id().value());
    return ResponseJson.of(response, publicUrl.of(call.request(), path));
  }

  private static Problem notFound() {
    return Problem.of(ErrorCode.NOT_FOUND, "there is no response with this id");
  }
}
