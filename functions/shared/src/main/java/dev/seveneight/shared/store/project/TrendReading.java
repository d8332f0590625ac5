package dev.seveneight.shared.store.project;

import dev.seveneight.shared.project.Trend;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the trends of projects. */
public final class TrendReading {
  private final DynamoDbClient dynamo;
  private final String table;

  public TrendReading(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** A project's trends as they are now, oldest first. */
  public List<Trend> all(String project) {
    return TrendItem.of(
            dynamo
                // Who has just made one has to find it.
                .getItem(
                    get -> get.tableName(table).key(TrendItem.key(project)).consistentRead(true))
                .item())
        .trends();
  }

  /** The trend of this id. */
  public Optional<Trend> find(String project, String id) {
    return all(project).stream().filter(trend -> trend.id().equals(id)).findFirst();
  }
}
