package dev.seveneight.ingest;

import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.http.Api;
import dev.seveneight.shared.http.Autopilot;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.store.ValueListTable;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the parts of the ingest function together. */
final class IngestWiring {
  private IngestWiring() {}

  static Api api(Deployment deployment) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    String projectTable = deployment.variable("PROJECT_TABLE");
    ProjectTable projects = new ProjectTable(dynamo, projectTable, clock);
    LedgerTable ledger = new LedgerTable(dynamo, deployment.variable("LEDGER_TABLE"));
    People people = new People(ledger, clock);
    ValueListTable knownValues = new ValueListTable(dynamo, projectTable, projects, clock);
    Intake intake =
        new Intake(
            ledger, people, knownValues, new ProjectClock(dynamo, projectTable, projects), clock);
    Editor editor = new Editor(ledger, people, knownValues, clock);
    SubmissionReader submissions = new SubmissionReader(projects, clock);
    Parallel parallel = new Parallel();
    NewDimensions newDimensions = new NewDimensions(intake);

    ResponseEndpoints responses =
        new ResponseEndpoints(
            projects,
            submissions,
            intake,
            newDimensions,
            knownValues,
            editor,
            new ExpandedPeople(ledger),
            new PublicUrl(deployment.optionalVariable("PUBLIC_URL")),
            parallel);
    ImportEndpoints imports =
        new ImportEndpoints(
            projects,
            submissions,
            intake,
            newDimensions,
            knownValues,
            new Imports(
                intake,
                newDimensions,
                knownValues,
                editor,
                new ImportJournal(dynamo, projectTable, clock),
                parallel,
                clock),
            clock);
    PersonTable personTable = new PersonTable(ledger, clock);
    NamedPerson namedPerson = new NamedPerson(personTable);
    SurveyRequests surveyRequests = new SurveyRequests(ledger, parallel, clock);
    PersonEndpoints persons =
        new PersonEndpoints(
            projects,
            new PersonIntake(personTable, surveyRequests),
            new PersonEditor(personTable),
            new PersonEraser(ledger, namedPerson, clock),
            clock);
    SendingEndpoints sending =
        new SendingEndpoints(
            projects, new DoNotSendList(personTable), namedPerson, surveyRequests, clock);
    TrendEndpoints trends =
        new TrendEndpoints(projects, new TrendTable(dynamo, projectTable), clock);
    SettingsEndpoint settings = new SettingsEndpoint(dynamo, projectTable, projects);
    return new Api(
        projects,
        Map.ofEntries(
            Map.entry(Route.CREATE_RESPONSE, responses::create),
            Map.entry(Route.CREATE_RESPONSES, responses::createBatch),
            Map.entry(Route.SAVE_RESPONSE, responses::save),
            Map.entry(Route.CHANGE_RESPONSE, responses::change),
            Map.entry(Route.DELETE_RESPONSE, responses::delete),
            Map.entry(Route.IMPORT, imports::take),
            Map.entry(Route.TAKE_BACK_IMPORT, imports::takeBack),
            Map.entry(Route.CHANGE_SETTINGS, settings::change),
            Map.entry(Route.CREATE_PERSON, persons::create),
            Map.entry(Route.SAVE_PERSON, persons::save),
            Map.entry(Route.DELETE_PERSON, persons::erase),
            Map.entry(Route.DELETE_NAMED_PERSON, persons::eraseBy),
            Map.entry(Route.WITHDRAW_SURVEY_REQUESTS, sending::withdrawPending),
            Map.entry(Route.CREATE_UNSUBSCRIBE, sending::unsubscribe),
            Map.entry(Route.CREATE_BOUNCE, sending::bounce),
            Map.entry(Route.CREATE_TREND, trends::create),
            Map.entry(Route.DELETE_TREND, trends::delete),
            Map.entry(Route.CREATE_AUTOPILOT, new Autopilot()),
            Map.entry(Route.CHANGE_AUTOPILOT, new Autopilot()),
            Map.entry(Route.DELETE_AUTOPILOT, new Autopilot())));
  }
}
