package dev.seveneight.audit;

import dev.seveneight.audit.cleanup.CleanUp;
import dev.seveneight.audit.cleanup.ClosedLists;
import dev.seveneight.audit.comparison.Audit;
import dev.seveneight.audit.comparison.JourneyCheck;
import dev.seveneight.audit.comparison.TallyComparison;
import dev.seveneight.audit.jobs.JobChunks;
import dev.seveneight.audit.jobs.JobRunner;
import dev.seveneight.audit.jobs.JobSteps;
import dev.seveneight.audit.jobs.JobTable;
import dev.seveneight.audit.jobs.Pause;
import dev.seveneight.audit.jobs.Settling;
import dev.seveneight.audit.jobs.StreamDrain;
import dev.seveneight.audit.jobs.Waits;
import dev.seveneight.audit.reads.KnownSegments;
import dev.seveneight.audit.reads.LedgerReads;
import dev.seveneight.audit.reads.NotedItems;
import dev.seveneight.audit.reads.StrayTallies;
import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.audit.rebuild.JourneyWalk;
import dev.seveneight.audit.rebuild.Rebuild;
import dev.seveneight.audit.rebuild.ResponseWalk;
import dev.seveneight.audit.rebuild.TallySweep;
import dev.seveneight.audit.upkeep.ListedValues;
import dev.seveneight.audit.upkeep.OutlivedMarkers;
import dev.seveneight.audit.upkeep.Retention;
import dev.seveneight.audit.upkeep.RetentionCursor;
import dev.seveneight.audit.upkeep.RetentionTable;
import dev.seveneight.audit.upkeep.StalledErasures;
import dev.seveneight.audit.upkeep.TallyTidying;
import dev.seveneight.audit.upkeep.Upkeep;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.BatchReader;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.ValueListTable;
import dev.seveneight.shared.store.stream.LedgerStream;
import dev.seveneight.shared.store.tally.ChangedDays;
import dev.seveneight.shared.store.tally.ShardProgress;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates and connects the parts of the audit function. */
final class AuditWiring {
  private AuditWiring() {}

  static AuditRequests requests(
      Deployment deployment, Waits waits, Pause pause, Parallel parallel) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    String projectTable = deployment.variable("PROJECT_TABLE");
    ItemTable projectItems = new ItemTable(dynamo, projectTable);
    JobTable jobs = new JobTable(projectItems, clock);
    ProjectTable projects = new ProjectTable(dynamo, projectTable, clock);
    ChangedDays changedDays = new ChangedDays(dynamo, deployment.variable("TALLY_TABLE"));
    CleanUp cleanUp =
        new CleanUp(
            projects,
            new ProjectItemWriter(dynamo, projectTable),
            new ClosedLists(projectItems, projects),
            jobs);
    return new AuditRequests(
        projects,
        jobs,
        new JobRunner(
            jobs,
            stepsOfKind(deployment, waits, pause, parallel),
            deployment.metrics(),
            pause,
            clock),
        new JobChunks(projectItems, clock),
        new Nightly(
            projectItems, projects, changedDays, jobs, cleanUp, deployment.metrics(), clock),
        cleanUp);
  }

  /** The steps of each kind of job. */
  static Map<String, JobSteps> stepsOfKind(
      Deployment deployment, Waits waits, Pause pause, Parallel parallel) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    String projectTable = deployment.variable("PROJECT_TABLE");
    String ledgerTable = deployment.variable("LEDGER_TABLE");
    String tallyTable = deployment.variable("TALLY_TABLE");
    ItemTable projectItems = new ItemTable(dynamo, projectTable);
    ItemTable ledgerItems = new ItemTable(dynamo, ledgerTable);
    ItemTable tallyItems = new ItemTable(dynamo, tallyTable);
    ProjectTable projects = new ProjectTable(dynamo, projectTable, clock);
    ValueListTable valueLists = new ValueListTable(dynamo, projectTable, projects, clock);
    ShardProgress progress = new ShardProgress(dynamo, tallyTable);
    StreamDrain drain =
        new StreamDrain(
            new LedgerStream(deployment.streams(), deployment.variable("LEDGER_STREAM")),
            progress,
            waits,
            clock);
    ChangedDays changedDays = new ChangedDays(dynamo, tallyTable);
    LedgerReads ledger =
        new LedgerReads(ledgerItems, new BatchReader(dynamo, ledgerTable, pause::take), parallel);
    TallyReads tallies =
        new TallyReads(tallyItems, new BatchReader(dynamo, tallyTable, pause::take), parallel);
    NotedItems noted = new NotedItems(projectItems, ledger);
    StrayTallies strays =
        new StrayTallies(new KnownSegments(projects, projectItems), tallies, parallel);
    JobChunks papers = new JobChunks(projectItems, clock);
    Settling settling = new Settling(drain, waits, clock);
    Rebuild rebuild =
        new Rebuild(
            new ProjectItemWriter(dynamo, projectTable),
            projects,
            valueLists,
            new ResponseWalk(ledgerItems, projects, valueLists, parallel),
            new JourneyWalk(ledgerItems, ledger, parallel, clock),
            new TallySweep(tallyItems, tallies, strays, progress, changedDays, parallel, clock),
            drain,
            deployment.metrics(),
            waits,
            clock);
    Audit audit =
        new Audit(
            ledger,
            noted,
            tallies,
            strays,
            papers,
            settling,
            new TallyComparison(tallies, papers, settling),
            new JourneyCheck(ledger, papers, settling, parallel),
            deployment.metrics());
    Upkeep upkeep =
        new Upkeep(
            changedDays,
            tallies,
            new TallyTidying(tallyItems, tallies, parallel, clock),
            new ListedValues(projectItems, projects, tallies),
            ledger,
            new OutlivedMarkers(ledgerItems),
            new StalledErasures(ledgerItems),
            clock);
    Retention retention =
        new Retention(
            projects,
            ledger,
            new RetentionTable(ledgerItems, clock),
            new RetentionCursor(projectItems),
            parallel,
            clock);
    return Map.of(
        Rebuild.KIND, rebuild, Audit.KIND, audit, Upkeep.KIND, upkeep, Retention.KIND, retention);
  }
}
