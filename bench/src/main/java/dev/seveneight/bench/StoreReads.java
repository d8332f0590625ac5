package dev.seveneight.bench;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Asks with every read what it consumed, and counts. The query function makes no other calls than
 * these: any other fails. Safe for use by several threads.
 */
final class StoreReads implements ExecutionInterceptor {
  private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

  /** DynamoDB takes that also for what is not there; DynamoDB Local takes nothing then. */
  private static final double LEAST_UNITS = 0.5;

  private final Map<String, Integer> calls = new TreeMap<>();
  private double units;

  /**
   * What was read.
   *
   * @param calls requests by what they are and what they read: {@code Query TallyTable}, {@code
   *     Query LedgerTable/ByTime}
   * @param units read units of all of them
   */
  record Reads(Map<String, Integer> calls, double units) {
    Reads {
      calls = new TreeMap<>(calls);
    }

    /** How many requests there were. */
    int requests() {
      return of("");
    }

    /** How many of a kind, which is how their names begin. */
    int of(String kind) {
      return calls.entrySet().stream()
          .filter(call -> call.getKey().startsWith(kind))
          .mapToInt(Map.Entry::getValue)
          .sum();
    }
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    if (request instanceof QueryRequest query) {
      String index = query.indexName() == null ? "" : "/" + query.indexName();
      called("Query " + query.tableName() + index);
      return query.toBuilder().returnConsumedCapacity(TOTAL).build();
    }
    if (request instanceof GetItemRequest get) {
      called("GetItem " + get.tableName());
      return get.toBuilder().returnConsumedCapacity(TOTAL).build();
    }
    throw new UnsupportedOperationException(
        "a question with a " + request.getClass().getSimpleName());
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.response() instanceof QueryResponse answer) {
      consumed(answer.consumedCapacity());
    } else if (context.response() instanceof GetItemResponse answer) {
      consumed(answer.consumedCapacity());
    }
  }

  /** What was read since the last time that this was asked. */
  synchronized Reads take() {
    Reads taken = new Reads(calls, units);
    calls.clear();
    units = 0;
    return taken;
  }

  private synchronized void called(String what) {
    calls.merge(what, 1, Integer::sum);
  }

  private synchronized void consumed(ConsumedCapacity capacity) {
    // DynamoDB Local says nothing about some reads that find nothing.
    units += Optional.ofNullable(capacity).map(ConsumedCapacity::capacityUnits).orElse(LEAST_UNITS);
  }
}
