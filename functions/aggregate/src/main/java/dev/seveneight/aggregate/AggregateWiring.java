package dev.seveneight.aggregate;

import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.store.ChangedDays;
import dev.seveneight.shared.store.JourneyItems;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.store.ShardProgress;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the parts of the aggregate function together. */
final class AggregateWiring {
  private AggregateWiring() {}

  static Fold fold(Deployment deployment, Parallel parallel) {
    DynamoDbClient dynamo = deployment.dynamo();
    String tallyTable = deployment.variable("TALLY_TABLE");
    String ledgerTable = deployment.variable("LEDGER_TABLE");
    String projectTable = deployment.variable("PROJECT_TABLE");
    InstantSource clock = deployment.clock();
    return new Fold(
        new SetAsideTable(dynamo, projectTable),
        new DayNotes(new ChangedDays(dynamo, tallyTable), clock),
        new JourneyTable(dynamo, ledgerTable, JourneyItems.BOUND),
        new TallyTable(dynamo, tallyTable),
        new Erasures(
            new ErasureTable(
                dynamo, ledgerTable, new ProjectTable(dynamo, projectTable, clock), clock),
            parallel,
            clock),
        new ShardProgress(dynamo, tallyTable),
        parallel);
  }
}
