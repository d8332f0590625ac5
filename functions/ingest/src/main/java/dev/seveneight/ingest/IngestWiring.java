package dev.seveneight.ingest;

import dev.seveneight.ingest.fields.ExpandedPeople;
import dev.seveneight.ingest.imports.ImportEndpoints;
import dev.seveneight.ingest.imports.ImportJournal;
import dev.seveneight.ingest.imports.Imports;
import dev.seveneight.ingest.people.PersonEndpoints;
import dev.seveneight.ingest.people.SuppressionEndpoints;
import dev.seveneight.ingest.responses.ResponseEndpoints;
import dev.seveneight.ingest.responses.SubmissionReader;
import dev.seveneight.ingest.settings.SettingsEndpoint;
import dev.seveneight.ingest.settings.TrendEndpoints;
import dev.seveneight.shared.api.Api;
import dev.seveneight.shared.delighted.AutopilotEndpoint;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.intake.people.NamedPerson;
import dev.seveneight.shared.intake.people.People;
import dev.seveneight.shared.intake.people.PersonEditor;
import dev.seveneight.shared.intake.people.PersonEraser;
import dev.seveneight.shared.intake.people.PersonIntake;
import dev.seveneight.shared.intake.people.SuppressionList;
import dev.seveneight.shared.intake.people.SurveyRequests;
import dev.seveneight.shared.intake.responses.Intake;
import dev.seveneight.shared.intake.responses.NewDimensions;
import dev.seveneight.shared.intake.responses.ResponseEditor;
import dev.seveneight.shared.intake.responses.TimeZoneFixing;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ledger.LedgerWriter;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.TrendWriting;
import dev.seveneight.shared.store.project.ValueListTable;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the parts of the ingest function. */
final class IngestWiring {
  private IngestWiring() {}

  static Api api(Deployment deployment) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    String projectTable = deployment.variable("PROJECT_TABLE");
    ProjectTable projects = new ProjectTable(dynamo, projectTable, clock);
    ProjectItemWriter projectItems = new ProjectItemWriter(dynamo, projectTable);
    LedgerWriter ledger = new LedgerWriter(dynamo, deployment.variable("LEDGER_TABLE"));
    People people = new People(ledger, clock);
    ValueListTable valueLists = new ValueListTable(dynamo, projectTable, projects, clock);
    Intake intake =
        new Intake(ledger, people, valueLists, new TimeZoneFixing(projectItems, projects), clock);
    ResponseEditor editor = new ResponseEditor(ledger, people, valueLists, clock);
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
                new ImportJournal(new ItemTable(dynamo, projectTable), clock),
                parallel,
                clock),
            clock);
    PersonWriter personTable = new PersonWriter(ledger, clock);
    NamedPerson namedPerson = new NamedPerson(personTable);
    SurveyRequests surveyRequests = new SurveyRequests(ledger, parallel, clock);
    PersonEndpoints persons =
        new PersonEndpoints(
            projects,
            new PersonIntake(personTable, surveyRequests),
            new PersonEditor(personTable),
            new PersonEraser(ledger, namedPerson, clock),
            clock);
    SuppressionEndpoints sending =
        new SuppressionEndpoints(
            projects, new SuppressionList(personTable), namedPerson, surveyRequests, clock);
    TrendEndpoints trends =
        new TrendEndpoints(projects, new TrendWriting(dynamo, projectTable), clock);
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
            new AutopilotEndpoint().routes()));
  }
}
