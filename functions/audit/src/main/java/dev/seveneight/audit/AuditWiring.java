package dev.seveneight.audit;

import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.store.ChangedDays;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.store.ShardProgress;
import dev.seveneight.shared.store.ValueListTable;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the parts of the audit function together. */
final class AuditWiring {
  private AuditWiring() {}

  static AuditRequests requests(
      Deployment deployment, Waits waits, Pause pause, Parallel parallel) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    String projectTable = deployment.variable("PROJECT_TABLE");
    JobTable jobs = new JobTable(dynamo, projectTable, clock);
    return new AuditRequests(
        new ProjectTable(dynamo, projectTable, clock),
        jobs,
        new JobRunner(jobs, stepsOfKind(deployment, waits, pause, parallel), pause, clock));
  }

  /** The steps of each kind of job. */
  static Map<String, JobSteps> stepsOfKind(
      Deployment deployment, Waits waits, Pause pause, Parallel parallel) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    String projectTable = deployment.variable("PROJECT_TABLE");
    String ledgerTable = deployment.variable("LEDGER_TABLE");
    String tallyTable = deployment.variable("TALLY_TABLE");
    ProjectTable projects = new ProjectTable(dynamo, projectTable, clock);
    ValueListTable knownValues = new ValueListTable(dynamo, projectTable, projects, clock);
    ShardProgress progress = new ShardProgress(dynamo, tallyTable);
    StreamDrain drain =
        new StreamDrain(
            deployment.streams(), deployment.variable("LEDGER_STREAM"), progress, waits, clock);
    return Map.of(
        Rebuild.KIND,
        new Rebuild(
            new ProjectEpoch(dynamo, projectTable),
            projects,
            knownValues,
            new ResponseWalk(dynamo, ledgerTable, projects, knownValues, parallel),
            new JourneyWalk(dynamo, ledgerTable, parallel, pause, clock),
            new TallySweep(
                dynamo, tallyTable, progress, new ChangedDays(dynamo, tallyTable), parallel, clock),
            drain,
            deployment.metrics(),
            waits,
            clock));
  }
}
