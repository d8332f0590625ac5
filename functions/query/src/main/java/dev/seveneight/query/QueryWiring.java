package dev.seveneight.query;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.seveneight.query.delighted.AutopilotStatusEndpoints;
import dev.seveneight.query.parameters.ByParameter;
import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.query.parameters.TrendParameter;
import dev.seveneight.query.passives.PassiveRows;
import dev.seveneight.query.passives.PassivesEndpoint;
import dev.seveneight.query.people.PersonListEndpoints;
import dev.seveneight.query.people.SuppressionListEndpoints;
import dev.seveneight.query.project.ProjectEndpoints;
import dev.seveneight.query.project.TrendListEndpoints;
import dev.seveneight.query.responses.CountedDays;
import dev.seveneight.query.responses.ResponseListEndpoints;
import dev.seveneight.query.scores.DimensionEndpoint;
import dev.seveneight.query.scores.ScoreEndpoint;
import dev.seveneight.query.scores.SeriesEndpoint;
import dev.seveneight.query.transitions.TransitionsEndpoint;
import dev.seveneight.shared.api.Api;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.numbers.Scores;
import dev.seveneight.shared.numbers.Series;
import dev.seveneight.shared.numbers.TallyReader;
import dev.seveneight.shared.numbers.WholeDays;
import dev.seveneight.shared.numbers.rows.DimensionRows;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.TrendReading;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the parts of the query function. */
public final class QueryWiring {
  private QueryWiring() {}

  public static Api api(Deployment deployment) {
    return api(deployment, Map.of());
  }

  /** Creates the API with many-valued dimensions. */
  public static Api api(
      Deployment deployment, Map<String, Function<Project, Set<String>>> manyValued) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    ProjectTable projects = new ProjectTable(dynamo, deployment.variable("PROJECT_TABLE"), clock);
    Consumer<String> notes = note -> LambdaRuntime.getLogger().log(note, LogLevel.WARN);
    LedgerReader ledger = new LedgerReader(dynamo, deployment.variable("LEDGER_TABLE"), notes);
    TallyReader tallies =
        new TallyReader(new ItemTable(dynamo, deployment.variable("TALLY_TABLE")), notes);
    KnownDimensions dimensions = new KnownDimensions(projects, manyValued, clock);

    TrendReading trendTable = new TrendReading(dynamo, deployment.variable("PROJECT_TABLE"));
    TrendParameter askedTrend = new TrendParameter(trendTable);

    QuestionParameters.Reader questions =
        new QuestionParameters.Reader(projects, ledger, dimensions, askedTrend, clock);
    Scores.Reader scores = new Scores.Reader(tallies, ledger);
    DimensionRows.Reader rows = new DimensionRows.Reader(dimensions, new Parallel());
    ScoreEndpoint score = new ScoreEndpoint(questions, scores, rows, dimensions, tallies);
    DimensionEndpoint byDimension = new DimensionEndpoint(questions, scores, rows, dimensions);
    SeriesEndpoint series = new SeriesEndpoint(questions, new Series(tallies));
    // Separate from the instance of the rows, because tasks for whole dimensions wait for tasks of
    // the rows.
    Parallel parallel = new Parallel();
    WholeDays wholeDays = new WholeDays(tallies, parallel);
    TransitionsEndpoint transitions = new TransitionsEndpoint(questions, wholeDays, clock);
    PassivesEndpoint passives =
        new PassivesEndpoint(
            questions,
            new ByParameter(dimensions),
            wholeDays,
            new PassiveRows(scores, rows, dimensions, parallel),
            clock);
    PublicUrl publicUrl = new PublicUrl(deployment.optionalVariable("PUBLIC_URL"));
    ResponseListEndpoints responses =
        new ResponseListEndpoints(
            projects,
            ledger,
            new CountedDays(tallies, ledger),
            dimensions,
            askedTrend,
            publicUrl,
            clock);
    PersonListEndpoints people =
        new PersonListEndpoints(projects, ledger, dimensions, publicUrl, clock);
    SuppressionListEndpoints suppressionLists =
        new SuppressionListEndpoints(projects, ledger, publicUrl, clock);
    TrendListEndpoints trends = new TrendListEndpoints(trendTable);
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
            suppressionLists.routes(),
            trends.routes(),
            project.routes(),
            OpenApiEndpoint.routes(),
            new AutopilotStatusEndpoints(projects).routes()));
  }
}
