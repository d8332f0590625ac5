package dev.seveneight.aggregate;

import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.store.ChangedDays;
import dev.seveneight.shared.store.JourneyItems;
import dev.seveneight.shared.store.ShardProgress;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the parts of the aggregate function together. */
final class AggregateWiring {
  private AggregateWiring() {}

  static Fold fold(Deployment deployment, Parallel parallel) {
    DynamoDbClient dynamo = deployment.dynamo();
    String tallyTable = deployment.variable("TALLY_TABLE");
    return new Fold(
        new SetAsideTable(dynamo, deployment.variable("PROJECT_TABLE")),
        new DayNotes(new ChangedDays(dynamo, tallyTable), deployment.clock()),
        new JourneyTable(dynamo, deployment.variable("LEDGER_TABLE"), JourneyItems.BOUND),
        new TallyTable(dynamo, tallyTable),
        new ShardProgress(dynamo, tallyTable),
        parallel);
  }
}
