package dev.seveneight.ingest;

import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.http.Api;
import dev.seveneight.shared.http.Autopilot;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.store.ProjectItemWriter;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.store.ValueListTable;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the parts of the ingest function together. */
final class IngestWiring {
  private IngestWiring() {}

  static Api api(Deployment deployment) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    String projectTable = deployment.variable("PROJECT_TABLE");
    ProjectTable projects = new ProjectTable(dynamo, projectTable, clock);
    ProjectItemWriter projectItems = new ProjectItemWriter(dynamo, projectTable);
    LedgerTable ledger = new LedgerTable(dynamo, deployment.variable("LEDGER_TABLE"));
    People people = new People(ledger, clock);
    ValueListTable valueLists = new ValueListTable(dynamo, projectTable, projects, clock);
    Intake intake =
        new Intake(ledger, people, valueLists, new ProjectClock(projectItems, projects), clock);
    Editor editor = new Editor(ledger, people, valueLists, clock);
    SubmissionReader submissions = new SubmissionReader(projects, clock);
    Parallel parallel = new Parallel();
    NewDimensions newDimensions = new NewDimensions(intake);

    ResponseEndpoints responses =
        new ResponseEndpoints(
            projects,
            submissions,
            intake,
            newDimensions,
            valueLists,
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
            valueLists,
            new Imports(
                intake,
                newDimensions,
                valueLists,
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
    SettingsEndpoint settings = new SettingsEndpoint(projectItems, projects);
    return new Api(
        projects,
        List.of(
            responses.routes(),
            imports.routes(),
            persons.routes(),
            sending.routes(),
            trends.routes(),
            settings.routes(),
            new Autopilot().routes()));
  }
}
