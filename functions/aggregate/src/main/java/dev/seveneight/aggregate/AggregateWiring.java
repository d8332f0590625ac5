package dev.seveneight.aggregate;

import dev.seveneight.aggregate.erasure.ErasureTable;
import dev.seveneight.aggregate.erasure.Erasures;
import dev.seveneight.aggregate.journeys.JourneyTable;
import dev.seveneight.aggregate.setaside.SetAsideTable;
import dev.seveneight.aggregate.tallies.DayNotes;
import dev.seveneight.aggregate.tallies.TallyWriter;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.tally.ChangedDays;
import dev.seveneight.shared.store.tally.ShardProgress;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates and connects the objects of the aggregate function. */
final class AggregateWiring {
  private AggregateWiring() {}

  static Fold fold(Deployment deployment, Parallel parallel) {
    DynamoDbClient dynamo = deployment.dynamo();
    String tallyTable = deployment.variable("TALLY_TABLE");
    ItemTable ledger = new ItemTable(dynamo, deployment.variable("LEDGER_TABLE"));
    String projectTable = deployment.variable("PROJECT_TABLE");
    InstantSource clock = deployment.clock();
    return new Fold(
        new SetAsideTable(new ItemTable(dynamo, projectTable)),
        new DayNotes(new ChangedDays(dynamo, tallyTable), clock),
        new JourneyTable(ledger, JourneyItems.BOUND),
        new TallyWriter(new ItemTable(dynamo, tallyTable)),
        new Erasures(
            new ErasureTable(ledger, new ProjectTable(dynamo, projectTable, clock), clock),
            parallel,
            clock),
        new ShardProgress(dynamo, tallyTable),
        parallel);
  }
}
