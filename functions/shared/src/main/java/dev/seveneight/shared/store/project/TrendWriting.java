package dev.seveneight.shared.store.project;

import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.WriteCondition;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Writes all trends of a project at once, on condition that they have not changed since they were
 * read.
 */
public final class TrendWriting {
  /** The trends were not changed since they were read. */
  private static final WriteCondition IS_AS_READ =
      WriteCondition.of("#version = :version").named("#version", TrendItem.VERSION);

  private final ItemTable projects;

  public TrendWriting(DynamoDbClient dynamo, String table) {
    this.projects = new ItemTable(dynamo, table);
  }

  /**
   * The result of a change of trends.
   *
   * @param after the trends after it; empty if they stay as they are
   * @param result the result for the caller
   */
  public record Changed<T>(Optional<TrendItem> after, T result) {}

  /**
   * Changes the trends of a project. When another change came first, the change is decided again on
   * the new trends.
   *
   * @throws Problem 409 if that happens too often
   */
  public <T> T change(String project, Function<TrendItem, Changed<T>> change) {
    return OptimisticRetry.OF_A_REQUEST
        .run(
            () -> {
              TrendItem before = read(project);
              Changed<T> changed = change.apply(before);
              boolean isDone =
                  changed.after().isEmpty() || write(project, before, changed.after().get());
              return isDone ? Optional.of(changed.result()) : Optional.empty();
            })
        .orElseThrow(
            () ->
                Problem.of(
                    ErrorCode.CONCURRENT_CHANGE,
                    "others keep changing the trends; send the request again"));
  }

  private TrendItem read(String project) {
    return TrendItem.of(projects.get(TrendItem.key(project)));
  }

  /**
   * Writes the trends and returns whether they are written. If the SDK repeats the request because
   * the first reply did not arrive, they may be written although this returns false. The next
   * attempt then reads them.
   */
  private boolean write(String project, TrendItem before, TrendItem after) {
    WriteCondition condition =
        before.version() == 0
            ? WriteCondition.IS_NEW
            : IS_AS_READ.with(":version", number(before.version()));
    return projects.put(after.toItem(project), condition).isWritten();
  }
}
