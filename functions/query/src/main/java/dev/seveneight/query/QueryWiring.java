package dev.seveneight.query;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.http.Api;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ProjectTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the parts of the query function together. */
final class QueryWiring {
  private QueryWiring() {}

  static Api api(Deployment deployment) {
    return api(deployment, Map.of());
  }

  /** Puts them together with many-valued dimensions. */
  static Api api(Deployment deployment, Map<String, Function<Project, Set<String>>> manyValued) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    ProjectTable projects = new ProjectTable(dynamo, deployment.variable("PROJECT_TABLE"), clock);
    Consumer<String> notes = note -> LambdaRuntime.getLogger().log(note, LogLevel.WARN);
    LedgerTable ledger = new LedgerTable(dynamo, deployment.variable("LEDGER_TABLE"), notes);
    TallyTable tallies = new TallyTable(dynamo, deployment.variable("TALLY_TABLE"), notes);
    KnownDimensions dimensions = new KnownDimensions(projects, manyValued, clock);

    TrendTable trendTable = new TrendTable(dynamo, deployment.variable("PROJECT_TABLE"));
    AskedTrend askedTrend = new AskedTrend(trendTable);

    Asking.Reader askings = new Asking.Reader(projects, ledger, dimensions, askedTrend, clock);
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
    PublicUrl publicUrl = new PublicUrl(deployment.optionalVariable("PUBLIC_URL"));
    ResponseEndpoints responses =
        new ResponseEndpoints(
            projects,
            ledger,
            new CountedDays(tallies, ledger),
            dimensions,
            askedTrend,
            publicUrl,
            clock);
    PeopleEndpoints people = new PeopleEndpoints(projects, ledger, dimensions, publicUrl, clock);
    DoNotSendEndpoints doNotSend = new DoNotSendEndpoints(projects, ledger, publicUrl, clock);
    TrendEndpoints trends = new TrendEndpoints(trendTable);
    ProjectEndpoints project = new ProjectEndpoints(projects, dimensions);
    return new Api(
        projects,
        List.of(
            score.routes(),
            series.routes(),
            byDimension.routes(),
            passives.routes(),
            transitions.routes(),
            responses.routes(),
            people.routes(),
            doNotSend.routes(),
            trends.routes(),
            project.routes(),
            OpenApiEndpoint.routes(),
            new AutopilotEndpoint(projects).routes()));
  }
}
