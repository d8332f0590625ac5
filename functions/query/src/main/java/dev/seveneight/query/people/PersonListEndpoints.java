package dev.seveneight.query.people;

import dev.seveneight.query.lists.Entries;
import dev.seveneight.query.lists.ListOrder;
import dev.seveneight.query.lists.ListPage;
import dev.seveneight.query.lists.ListQuestion;
import dev.seveneight.query.lists.NumberedPage;
import dev.seveneight.query.lists.PageInfo;
import dev.seveneight.query.lists.PageWalk;
import dev.seveneight.query.lists.ResponseEntries;
import dev.seveneight.query.parameters.PersonParameters;
import dev.seveneight.query.parameters.SegmentParameter;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.ReplyBudget;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.route.PersonRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.store.ledger.IndexRange;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.store.ledger.PersonReader;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.time.RequestedRange;
import dev.seveneight.shared.validation.Parameters;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints of the routes that return people. */
public final class PersonListEndpoints {
  private static final int DEFAULT_PAGE = 20;
  private static final int LARGEST_PAGE = 100;
  private static final int ENTRIES_AT_A_TIME = 250;

  /** All parameters that decide which people are listed and in which order. */
  private static final List<String> QUESTION =
      Stream.concat(
              Stream.of(
                  "since",
                  "until",
                  "updated_since",
                  "updated_until",
                  "email",
                  "phone_number",
                  "external_id",
                  "order"),
              StandingFilter.NAMES.stream())
          .toList();

  private final ProjectTable projects;
  private final LedgerReader ledger;
  private final PersonReader people;
  private final SegmentParameter askedSegment;
  private final PublicUrl publicUrl;
  private final InstantSource clock;

  public PersonListEndpoints(
      ProjectTable projects,
      LedgerReader ledger,
      KnownDimensions dimensions,
      PublicUrl publicUrl,
      InstantSource clock) {
    this.projects = projects;
    this.ledger = ledger;
    this.people = new PersonReader(ledger);
    this.askedSegment = new SegmentParameter(dimensions);
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  ApiReply get(Call call) {
    Person person = person(call);
    return ApiReply.ok(ListedPeople.json(person, people.journey(person.project(), person.id())));
  }

  ApiReply journey(Call call) {
    Person person = person(call);
    return ApiReply.ok(JourneyJson.of(person.id(), people.journey(person.project(), person.id())));
  }

  private Person person(Call call) {
    Parameters.of(call.request().query()).finish();
    Project project = projects.project(call.caller().project());
    return PersonParameters.inPath(call.parameter(), project)
        .flatMap(asked -> asked.find(project, ledger))
        .flatMap(id -> people.person(project.id(), id))
        .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "there is no person with this id"));
  }

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        PersonRoute.LIST_PEOPLE, this::list,
        PersonRoute.GET_PERSON, this::get,
        PersonRoute.GET_JOURNEY, this::journey);
  }

  ApiReply list(Call call) {
    Project project = projects.project(call.caller().project());
    Parameters parameters = PageInfo.parameters(call);
    ZoneId zone = project.settings().timeZone();
    RequestedRange created = RequestedRange.read(parameters, zone);
    RequestedRange changed = RequestedRange.readChanged(parameters, zone);
    PersonParameters known = PersonParameters.knownBy(parameters, project);
    Optional<StandingFilter> standing = StandingFilter.read(parameters, project, askedSegment);
    if (standing.isPresent() && !known.isAnybody()) {
      parameters.reject(
          "standing", Rule.CONFLICT, "a journey says where one person stands, not a list");
    }
    if (standing.isPresent() && !changed.isEver()) {
      parameters.reject(
          "standing", Rule.CONFLICT, "not with updated_since or updated_until: it lists answers");
    }
    ListOrder order =
        ListOrder.read(
            parameters,
            standing.isPresent() ? ListOrder.BY_TIME : ListOrder.ALL,
            changed.isEver() ? ListOrder.OLDEST : ListOrder.OLDEST_CHANGE);
    int perPage = (int) parameters.integer("per_page", 1, LARGEST_PAGE).orElse(DEFAULT_PAGE);
    Optional<NumberedPage> number = NumberedPage.read(parameters, perPage);
    ListQuestion question =
        ListQuestion.read(parameters, project.id(), PersonRoute.LIST_PEOPLE, QUESTION);
    parameters.finish();

    ListedPeople list = new ListedPeople(project.id(), people, created, changed, order.byChange());
    Optional<String> one = known.find(project, ledger);
    if (one.isPresent()) {
      boolean isBeyond = number.filter(page -> page.offset() > 0).isPresent();
      return ApiReply.ok(isBeyond ? List.of() : onePerson(project.id(), one.get(), list));
    }
    ReplyBudget budget = new ReplyBudget();
    PageWalk<Map<String, Object>> walk = new PageWalk<>(perPage, budget::takes);
    ListPage<Map<String, Object>> page =
        standing.isPresent()
            ? NumberedPage.orAfter(
                number,
                question.after(),
                walk,
                answers(project, standing.get().answered(), order),
                new ListedStandings(project.id(), people, standing.get(), created))
            : NumberedPage.orAfter(
                number, question.after(), walk, people(project, list, order), list);
    return question.link(ApiReply.ok(page.shown()), call, publicUrl, page.last(), perPage);
  }

  private Entries answers(Project project, RequestedRange times, ListOrder order) {
    IndexRange range = IndexRange.byTime(project.id(), ItemType.RESPONSE, times, order.ascending());
    return (place, wanted) -> ledger.entries(range.from(place), ENTRIES_AT_A_TIME);
  }

  private Entries people(Project project, ListedPeople list, ListOrder order) {
    IndexRange range =
        order.byChange()
            ? IndexRange.byChange(
                project.id(),
                ItemType.PERSON,
                list.changed(),
                ResponseEntries.settledBy(clock),
                order.ascending())
            : IndexRange.byTime(project.id(), ItemType.PERSON, list.created(), order.ascending());
    return (place, wanted) ->
        ledger.entries(range.from(place), list.isToldByIndex() ? wanted : ENTRIES_AT_A_TIME);
  }

  private List<Map<String, Object>> onePerson(String project, String id, ListedPeople list) {
    return people
        .person(project, id)
        .filter(list::shows)
        .map(person -> ListedPeople.json(person, people.journey(project, id)))
        .stream()
        .toList();
  }
}
