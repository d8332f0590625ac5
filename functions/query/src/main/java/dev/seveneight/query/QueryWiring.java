package dev.seveneight.query;

import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.http.Api;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.store.ProjectTable;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the parts of the query function together. */
final class QueryWiring {
  private QueryWiring() {}

  static Api api(Deployment deployment) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    ProjectTable projects = new ProjectTable(dynamo, deployment.variable("PROJECT_TABLE"), clock);
    LedgerTable ledger = new LedgerTable(dynamo, deployment.variable("LEDGER_TABLE"));
    TallyTable tallies = new TallyTable(dynamo, deployment.variable("TALLY_TABLE"));
    KnownDimensions dimensions = new KnownDimensions(projects, clock);

    Asking.Reader askings = new Asking.Reader(projects, ledger, dimensions, clock);
    Scores.Reader scores = new Scores.Reader(tallies, ledger);
    DimensionRows.Reader rows = new DimensionRows.Reader(dimensions, new Parallel());
    ScoreEndpoint score =
        new ScoreEndpoint(
            askings, scores, new Comparison(scores, rows, dimensions), new AskedPeople(tallies));
    DimensionEndpoint byDimension = new DimensionEndpoint(askings, scores, rows, dimensions);
    SeriesEndpoint series = new SeriesEndpoint(askings, new Series(tallies));
    // Not the one of the rows: whole dimensions wait for theirs.
    Parallel parallel = new Parallel();
    WholeDays wholeDays = new WholeDays(tallies, parallel);
    TransitionsEndpoint transitions = new TransitionsEndpoint(askings, wholeDays, clock);
    PassivesEndpoint passives =
        new PassivesEndpoint(
            askings,
            new AskedDimension(dimensions),
            wholeDays,
            new PassiveRows(scores, rows, dimensions, parallel),
            clock);
    ResponseEndpoints responses =
        new ResponseEndpoints(
            projects, ledger, dimensions, new PublicUrl(deployment.optionalVariable("PUBLIC_URL")));
    ProjectEndpoints project = new ProjectEndpoints(projects, dimensions);
    return new Api(
        projects,
        Map.of(
            Route.METRICS_OF_SEGMENT, score::answer,
            Route.METRICS_OVER_TIME, series::answer,
            Route.METRICS_BY_DIMENSION, byDimension::answer,
            Route.METRICS_OF_PASSIVES, passives::answer,
            Route.METRICS_OF_TRANSITIONS, transitions::answer,
            Route.LIST_DIMENSIONS, project::dimensions,
            Route.GET_OPEN_API, OpenApiEndpoint::answer,
            Route.GET_SETTINGS, project::settings,
            Route.LIST_RESPONSES, responses::list,
            Route.GET_RESPONSE, responses::get));
  }
}
