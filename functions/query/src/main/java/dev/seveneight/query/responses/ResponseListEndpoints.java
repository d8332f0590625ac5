package dev.seveneight.query.responses;

import dev.seveneight.query.lists.Entries;
import dev.seveneight.query.lists.ListOrder;
import dev.seveneight.query.lists.ListPage;
import dev.seveneight.query.lists.ListQuestion;
import dev.seveneight.query.lists.Listed;
import dev.seveneight.query.lists.NumberedPage;
import dev.seveneight.query.lists.NumberedPage.Start;
import dev.seveneight.query.lists.PageInfo;
import dev.seveneight.query.lists.PageWalk;
import dev.seveneight.query.lists.ResponseEntries;
import dev.seveneight.query.lists.ResponseFilter;
import dev.seveneight.query.parameters.ExpandParameter;
import dev.seveneight.query.parameters.PersonParameters;
import dev.seveneight.query.parameters.SegmentParameter;
import dev.seveneight.query.parameters.TrendParameter;
import dev.seveneight.query.people.ListedPeople;
import dev.seveneight.query.responses.ListedResponses.Form;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.ReplyBudget;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.reply.Expansion;
import dev.seveneight.shared.reply.ResponseJson;
import dev.seveneight.shared.route.ResponseRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.store.ledger.PersonReader;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.validation.Parameters;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The endpoints of the routes that return responses. */
public final class ResponseListEndpoints {
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
  private final LedgerReader ledger;
  private final ResponseEntries responseEntries;
  private final CountedDays countedDays;
  private final PersonReader people;
  private final SegmentParameter askedSegment;
  private final TrendParameter askedTrend;
  private final PublicUrl publicUrl;

  public ResponseListEndpoints(
      ProjectTable projects,
      LedgerReader ledger,
      CountedDays countedDays,
      KnownDimensions dimensions,
      TrendParameter askedTrend,
      PublicUrl publicUrl,
      InstantSource clock) {
    this.projects = projects;
    this.ledger = ledger;
    this.responseEntries = new ResponseEntries(ledger, clock);
    this.countedDays = countedDays;
    this.people = new PersonReader(ledger);
    this.askedSegment = new SegmentParameter(dimensions);
    this.askedTrend = askedTrend;
    this.publicUrl = publicUrl;
  }

  ApiReply get(Call call) {
    Parameters parameters = Parameters.of(call.request().query());
    Set<Expansion> expansions = ExpandParameter.read(parameters);
    parameters.finish();
    if (!LedgerItems.isId(call.parameter())) {
      throw notFound();
    }
    return ledger
        .response(call.caller().project(), call.parameter())
        .map(response -> json(call, expansions).of(List.of(response)).apply(response))
        .map(ApiReply::ok)
        .orElseThrow(ResponseListEndpoints::notFound);
  }

  /**
   * A request for a list.
   *
   * @param question its parameters
   * @param filter selects the responses
   * @param order the order of the responses
   * @param perPage the number of responses on a page
   * @param number the number of the page, if it was given
   * @param expansions the parts of each response that are shown in full
   */
  private record Asked(
      Project project,
      ListQuestion question,
      ResponseFilter filter,
      ListOrder order,
      int perPage,
      Optional<NumberedPage> number,
      Set<Expansion> expansions) {}

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        ResponseRoute.LIST_RESPONSES, this::list,
        ResponseRoute.GET_RESPONSE, this::get);
  }

  ApiReply list(Call call) {
    ReplyBudget budget = new ReplyBudget();
    if (call.request().prefers(ResponseCsv.MEDIA_TYPE, "application/json")) {
      Asked asked = read(call, PAGE_OF_CSV, PAGE_OF_CSV, false);
      ListPage<String> page = page(asked, Form.ofEach(ResponseCsv::row), budget::takesText);
      return reply(
          call,
          asked,
          page,
          ApiReply.text(ResponseCsv.CONTENT_TYPE, ResponseCsv.withHeader(page.shown())));
    }
    Asked asked = read(call, DEFAULT_PAGE, LARGEST_PAGE, true);
    ListPage<Map<String, Object>> page = page(asked, json(call, asked.expansions()), budget::takes);
    return reply(call, asked, page, ApiReply.ok(page.shown()));
  }

  private Asked read(Call call, int defaultPage, int largestPage, boolean canExpand) {
    Project project = projects.project(call.caller().project());
    Parameters parameters = PageInfo.parameters(call);
    ResponseFilter read = ResponseFilter.read(parameters, project, askedSegment);
    Segment segment = askedTrend.within(parameters, project, read.segment());
    if (!segment.equals(read.segment())) {
      askedSegment.rejectNotSeparate(parameters, project, segment);
    }
    ResponseFilter filter = read.of(segment);
    PersonParameters person = PersonParameters.respondent(parameters);
    ListOrder order =
        ListOrder.read(
            parameters,
            ListOrder.ALL,
            // A client that requests changes follows them, from the oldest to the newest.
            filter.changed().isEver() ? ListOrder.OLDEST : ListOrder.OLDEST_CHANGE);
    int perPage = (int) parameters.integer("per_page", 1, largestPage).orElse(defaultPage);
    Optional<NumberedPage> number = NumberedPage.read(parameters, perPage);
    Set<Expansion> expansions = ExpandParameter.read(parameters);
    if (!canExpand && expansions.contains(Expansion.PERSON)) {
      parameters.reject(Expansion.NAME, Rule.CONFLICT, "CSV has a person's id only");
    }
    ListQuestion question =
        ListQuestion.read(parameters, project.id(), ResponseRoute.LIST_RESPONSES, QUESTION);
    parameters.finish();
    return new Asked(
        project,
        question.with(ExpandParameter.parameters(expansions)),
        filter.of(person.find(project, ledger)),
        order,
        perPage,
        number,
        expansions);
  }

  private <T> ListPage<T> page(Asked asked, Form<T> form, Predicate<T> fits) {
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

  private ApiReply reply(Call call, Asked asked, ListPage<?> page, ApiReply reply) {
    return asked.question().link(reply, call, publicUrl, page.last(), asked.perPage());
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

  /**
   * Returns responses with the person in the form of {@code GET /v1/people}; null if there is no
   * person.
   */
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
