package dev.seveneight.query.people;

import dev.seveneight.query.lists.ListPage;
import dev.seveneight.query.lists.ListQuestion;
import dev.seveneight.query.lists.NumberedPage;
import dev.seveneight.query.lists.PageInfo;
import dev.seveneight.query.lists.PageWalk;
import dev.seveneight.query.lists.ResponseEntries;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.ReplyBudget;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.SuppressionReason;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.SuppressionRoute;
import dev.seveneight.shared.store.ledger.IndexRange;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.store.ledger.PersonReader;
import dev.seveneight.shared.store.ledger.SendingItems;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.time.RequestedRange;
import dev.seveneight.shared.validation.Parameters;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints of the routes that return the suppression lists. */
public final class SuppressionListEndpoints {
  private static final int DEFAULT_PAGE = 20;
  private static final int LARGEST_PAGE = 100;

  /** All parameters that decide which people are listed. */
  private static final List<String> QUESTION =
      List.of("since", "until", "updated_since", "updated_until");

  private final ProjectTable projects;
  private final LedgerReader ledger;
  private final PersonReader people;
  private final PublicUrl publicUrl;
  private final InstantSource clock;

  public SuppressionListEndpoints(
      ProjectTable projects, LedgerReader ledger, PublicUrl publicUrl, InstantSource clock) {
    this.projects = projects;
    this.ledger = ledger;
    this.people = new PersonReader(ledger);
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        SuppressionRoute.LIST_UNSUBSCRIBES, this::unsubscribes,
        SuppressionRoute.LIST_BOUNCES, this::bounces);
  }

  ApiReply unsubscribes(Call call) {
    return list(call, SuppressionRoute.LIST_UNSUBSCRIBES, SuppressionReason.UNSUBSCRIBED);
  }

  ApiReply bounces(Call call) {
    return list(call, SuppressionRoute.LIST_BOUNCES, SuppressionReason.BOUNCED);
  }

  private ApiReply list(Call call, Route route, SuppressionReason reason) {
    Project project = projects.project(call.caller().project());
    Parameters parameters = PageInfo.parameters(call);
    ZoneId zone = project.settings().timeZone();
    RequestedRange times = RequestedRange.read(parameters, zone);
    RequestedRange changed = RequestedRange.readChanged(parameters, zone);
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
    ReplyBudget budget = new ReplyBudget();
    ListPage<Map<String, Object>> page =
        NumberedPage.orAfter(
            number,
            question.after(),
            new PageWalk<>(perPage, budget::takes),
            (place, wanted) -> ledger.entries(range.from(place), wanted),
            new ListedSuppressions(project.id(), people, reason, times, byChange));
    return question.link(ApiReply.ok(page.shown()), call, publicUrl, page.last(), perPage);
  }
}
