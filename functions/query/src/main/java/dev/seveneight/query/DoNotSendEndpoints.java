package dev.seveneight.query;

import dev.seveneight.shared.http.AnswerBudget;
import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.Endpoint;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.SendingRoute;
import dev.seveneight.shared.ledger.DoNotSend;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.store.SendingItems;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes that list to whom nothing is to be sent any more. */
final class DoNotSendEndpoints {
  private static final int DEFAULT_PAGE = 20;
  private static final int LARGEST_PAGE = 100;

  /** All parameters that decide who is listed. */
  private static final List<String> QUESTION =
      List.of("since", "until", "updated_since", "updated_until");

  private final ProjectTable projects;
  private final LedgerTable ledger;
  private final PeopleTable people;
  private final PublicUrl publicUrl;
  private final InstantSource clock;

  DoNotSendEndpoints(
      ProjectTable projects, LedgerTable ledger, PublicUrl publicUrl, InstantSource clock) {
    this.projects = projects;
    this.ledger = ledger;
    this.people = new PeopleTable(ledger);
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /** The routes that these endpoints serve. */
  Map<Route, Endpoint> routes() {
    return Map.of(
        SendingRoute.LIST_UNSUBSCRIBES, this::unsubscribes,
        SendingRoute.LIST_BOUNCES, this::bounces);
  }

  ApiAnswer unsubscribes(Call call) {
    return list(call, SendingRoute.LIST_UNSUBSCRIBES, DoNotSend.UNSUBSCRIBED);
  }

  ApiAnswer bounces(Call call) {
    return list(call, SendingRoute.LIST_BOUNCES, DoNotSend.BOUNCED);
  }

  private ApiAnswer list(Call call, Route route, DoNotSend reason) {
    Project project = projects.project(call.caller().project());
    Parameters parameters = PageInfo.parameters(call);
    ZoneId zone = project.settings().timeZone();
    AskedRange times = AskedRange.read(parameters, zone);
    AskedRange changed = AskedRange.readChanged(parameters, zone);
    int perPage = (int) parameters.integer("per_page", 1, LARGEST_PAGE).orElse(DEFAULT_PAGE);
    Optional<NumberedPage> number = NumberedPage.read(parameters, perPage);
    ListQuestion question = ListQuestion.read(parameters, project.id(), route, QUESTION);
    parameters.finish();

    ItemType type = SendingItems.typeOf(reason);
    boolean byChange = !changed.isEver();
    IndexRange range =
        byChange
            ? IndexRange.byChange(
                project.id(), type, changed, ResponseEntries.settledBy(clock), true)
            : IndexRange.byTime(project.id(), type, times, true);
    AnswerBudget budget = new AnswerBudget();
    Page<Map<String, Object>> page =
        NumberedPage.orAfter(
            number,
            question.after(),
            new PageWalk<>(perPage, budget::takes),
            (place, wanted) -> ledger.entries(range.from(place), wanted),
            new ListedDoNotSend(project.id(), people, reason, times, byChange));
    return question.link(ApiAnswer.ok(page.shown()), call, publicUrl, page.last(), perPage);
  }
}
