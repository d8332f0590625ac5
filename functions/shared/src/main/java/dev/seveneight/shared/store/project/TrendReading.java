package dev.seveneight.shared.store.project;

import dev.seveneight.shared.project.Trend;
import dev.seveneight.shared.store.ItemTable;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the trends of projects. */
public final class TrendReading {
  private final ItemTable projects;

  public TrendReading(DynamoDbClient dynamo, String table) {
    this.projects = new ItemTable(dynamo, table);
  }

  /** Returns a project's current trends, oldest first. */
  public List<Trend> all(String project) {
    return TrendItem.of(projects.get(TrendItem.key(project))).trends();
  }

  /** Returns the trend of this id. */
  public Optional<Trend> find(String project, String id) {
    return all(project).stream().filter(trend -> trend.id().equals(id)).findFirst();
  }
}
