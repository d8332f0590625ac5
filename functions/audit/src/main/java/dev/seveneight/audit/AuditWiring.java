package dev.seveneight.audit;

import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.store.ShardProgress;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the parts of the audit function together. */
final class AuditWiring {
  private AuditWiring() {}

  static AuditRequests requests(Deployment deployment, Waits waits, Pause pause) {
    DynamoDbClient dynamo = deployment.dynamo();
    InstantSource clock = deployment.clock();
    String projectTable = deployment.variable("PROJECT_TABLE");
    JobTable jobs = new JobTable(dynamo, projectTable, clock);
    return new AuditRequests(
        new ProjectTable(dynamo, projectTable, clock),
        jobs,
        new JobRunner(jobs, stepsOfKind(deployment, waits), pause, clock));
  }

  /** The steps of each kind of job. */
  static Map<String, JobSteps> stepsOfKind(Deployment deployment, Waits waits) {
    String tallyTable = deployment.variable("TALLY_TABLE");
    deployment.variable("LEDGER_TABLE");
    ShardProgress progress = new ShardProgress(deployment.dynamo(), tallyTable);
    StreamDrain drain =
        new StreamDrain(
            deployment.streams(),
            deployment.variable("LEDGER_STREAM"),
            progress,
            waits,
            deployment.clock());
    return Map.of(Rebuild.KIND, new Rebuild(drain));
  }
}
