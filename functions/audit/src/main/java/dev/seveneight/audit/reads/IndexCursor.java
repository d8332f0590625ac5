package dev.seveneight.audit.reads;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.audit.jobs.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * A page of an index, whose keys are strings. Immutable.
 *
 * @param entries the entries of the page
 * @param cursor the start of the next page, as a job stores it; empty for the last page
 */
public record IndexCursor(
    List<Map<String, AttributeValue>> entries, Optional<Map<String, Object>> cursor) {
  private static final String CURSOR = "cursor";

  /** Reads the page that a job has reached. */
  public static IndexCursor read(DynamoDbClient dynamo, QueryRequest.Builder query, Job job) {
    if (job.state().get(CURSOR) instanceof Map<?, ?> cursor) {
      Map<String, AttributeValue> start = new HashMap<>();
      cursor.forEach((name, value) -> start.put((String) name, text((String) value)));
      query.exclusiveStartKey(start);
    }
    QueryResponse answer = dynamo.query(query.build());
    return new IndexCursor(
        answer.items(),
        answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty()
            ? Optional.of(texts(answer.lastEvaluatedKey()))
            : Optional.empty());
  }

  /**
   * Returns the job after all work for this page.
   *
   * @param after the step after the last page
   */
  public Job done(Job job, String after) {
    return cursor
        .map(next -> job.with(CURSOR, next))
        .orElseGet(() -> job.without(CURSOR).next(after));
  }

  private static Map<String, Object> texts(Map<String, AttributeValue> key) {
    Map<String, Object> texts = new HashMap<>();
    key.forEach((name, value) -> texts.put(name, value.s()));
    return texts;
  }
}
