package dev.seveneight.query;

import dev.seveneight.query.ListedResponses.Form;
import dev.seveneight.query.NumberedPage.Start;
import dev.seveneight.shared.http.AnswerBudget;
import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.Endpoint;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.ResponseRoute;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.Expansion;
import dev.seveneight.shared.ledger.ResponseJson;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.ProjectTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
          "trend",
          "order");

  private final ProjectTable projects;
  private final LedgerTable ledger;
  private final ResponseEntries responseEntries;
  private final CountedDays countedDays;
  private final PeopleTable people;
  private final AskedSegment askedSegment;
  private final AskedTrend askedTrend;
  private final PublicUrl publicUrl;

  ResponseEndpoints(
      ProjectTable projects,
      LedgerTable ledger,
      CountedDays countedDays,
      KnownDimensions dimensions,
      AskedTrend askedTrend,
      PublicUrl publicUrl,
      InstantSource clock) {
    this.projects = projects;
    this.ledger = ledger;
    this.responseEntries = new ResponseEntries(ledger, clock);
    this.countedDays = countedDays;
    this.people = new PeopleTable(ledger);
    this.askedSegment = new AskedSegment(dimensions);
    this.askedTrend = askedTrend;
    this.publicUrl = publicUrl;
  }

  ApiAnswer get(Call call) {
    Parameters parameters = Parameters.of(call.request().query());
    Set<Expansion> expansions = AskedExpansion.read(parameters);
    parameters.finish();
    if (!LedgerItems.isId(call.parameter())) {
      throw notFound();
    }
    return ledger
        .response(call.caller().project(), call.parameter())
        .map(response -> json(call, expansions).of(List.of(response)).apply(response))
        .map(ApiAnswer::ok)
        .orElseThrow(ResponseEndpoints::notFound);
  }

  /**
   * A list that is asked for.
   *
   * @param question its parameters
   * @param filter which responses are in it
   * @param order in which order
   * @param perPage how many of them at once
   * @param number the number of the page, if it is asked for by that
   * @param expansions what of each is shown as a whole
   */
  private record Asked(
      Project project,
      ListQuestion question,
      ResponseFilter filter,
      ListOrder order,
      int perPage,
      Optional<NumberedPage> number,
      Set<Expansion> expansions) {}

  /** The routes that these endpoints serve. */
  Map<Route, Endpoint> routes() {
    return Map.of(
        ResponseRoute.LIST_RESPONSES, this::list,
        ResponseRoute.GET_RESPONSE, this::get);
  }

  ApiAnswer list(Call call) {
    AnswerBudget budget = new AnswerBudget();
    if (call.request().prefers(ResponseCsv.MEDIA_TYPE, "application/json")) {
      Asked asked = read(call, PAGE_OF_CSV, PAGE_OF_CSV, false);
      Page<String> page = page(asked, Form.ofEach(ResponseCsv::row), budget::takesText);
      return answer(
          call,
          asked,
          page,
          ApiAnswer.text(ResponseCsv.CONTENT_TYPE, ResponseCsv.withHeader(page.shown())));
    }
    Asked asked = read(call, DEFAULT_PAGE, LARGEST_PAGE, true);
    Page<Map<String, Object>> page = page(asked, json(call, asked.expansions()), budget::takes);
    return answer(call, asked, page, ApiAnswer.ok(page.shown()));
  }

  private Asked read(Call call, int defaultPage, int largestPage, boolean canExpand) {
    Project project = projects.project(call.caller().project());
    Parameters parameters = PageInfo.parameters(call);
    ResponseFilter read = ResponseFilter.read(parameters, project, askedSegment);
    ResponseFilter filter = read.of(askedTrend.within(parameters, project, read.segment()));
    AskedPerson person = AskedPerson.whoAnswered(parameters);
    ListOrder order =
        ListOrder.read(
            parameters,
            ListOrder.ALL,
            // Who asks for changes wants to follow them.
            filter.changed().isEver() ? ListOrder.OLDEST : ListOrder.OLDEST_CHANGE);
    int perPage = (int) parameters.integer("per_page", 1, largestPage).orElse(defaultPage);
    Optional<NumberedPage> number = NumberedPage.read(parameters, perPage);
    Set<Expansion> expansions = AskedExpansion.read(parameters);
    if (!canExpand && expansions.contains(Expansion.PERSON)) {
      parameters.reject(Expansion.NAME, Rule.CONFLICT, "CSV has a person's id only");
    }
    ListQuestion question =
        ListQuestion.read(parameters, project.id(), ResponseRoute.LIST_RESPONSES, QUESTION);
    parameters.finish();
    return new Asked(
        project,
        question.with(AskedExpansion.parameters(expansions)),
        filter.of(person.find(project, ledger)),
        order,
        perPage,
        number,
        expansions);
  }

  private <T> Page<T> page(Asked asked, Form<T> form, Predicate<T> fits) {
    ResponseFilter filter = asked.filter();
    ListOrder order = asked.order();
    String project = asked.project().id();
    PageWalk<T> walk = new PageWalk<>(asked.perPage(), fits);
    Entries entries = (place, wanted) -> responseEntries.of(project, filter, order, place, wanted);
    Listed<T> list = new ListedResponses<>(project, ledger, filter, order.byChange(), form);
    boolean isOfAll = filter.isEverything() && filter.person().isEmpty() && !order.byChange();
    if (asked.number().isEmpty() || !isOfAll) {
      return NumberedPage.orAfter(asked.number(), asked.question().after(), walk, entries, list);
    }
    Start start =
        countedDays.start(
            asked.project(),
            filter.created(),
            order.ascending(),
            asked.number().get().offset(),
            list);
    return NumberedPage.read(start, walk, entries, list);
  }

  private ApiAnswer answer(Call call, Asked asked, Page<?> page, ApiAnswer answer) {
    return asked.question().link(answer, call, publicUrl, page.last(), asked.perPage());
  }

  private Form<Map<String, Object>> json(Call call, Set<Expansion> expansions) {
    return expansions.contains(Expansion.PERSON)
        ? responses -> withPeople(call, responses)
        : Form.ofEach(response -> json(call, response));
  }

  private Map<String, Object> json(Call call, SurveyResponse response) {
    String path = ResponseRoute.GET_RESPONSE.path().replace("{id}", response.id().value());
    return ResponseJson.of(response, publicUrl.of(call.request(), path));
  }

  /** Responses with the person as {@code GET /v1/people} shows it, null when there is none. */
  private Function<SurveyResponse, Map<String, Object>> withPeople(
      Call call, List<SurveyResponse> responses) {
    Map<String, Map<String, Object>> personOf =
        new ListedPeople(call.caller().project(), people)
            .byId(responses.stream().flatMap(each -> each.content().person().stream()).toList());
    return response -> {
      Map<String, Object> json = json(call, response);
      json.put("person", response.content().person().map(personOf::get).orElse(null));
      return json;
    };
  }

  private static Problem notFound() {
    return Problem.of(ErrorCode.NOT_FOUND, "there is no response with this id");
  }
}
