package dev.seveneight.bench.system;

import dev.seveneight.testing.StoreInterference;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Asks with every request which capacity it consumed, and adds it up: as an interceptor of the
 * SDK's client, or before a client in this process. Safe for use by several threads.
 */
public final class Meter implements ExecutionInterceptor {
  private static final ReturnConsumedCapacity ALL = ReturnConsumedCapacity.INDEXES;
  private static final int TRANSACTION = 2;

  private final DynamoDbClient scale;
  private final double unitsOfNothing;
  private Consumption sums = new Consumption();

  /**
   * A meter.
   *
   * @param scale another store with the same tables, on which the writes of a transaction are
   *     measured one by one: DynamoDB Local counts those that cost the same only once
   * @param unitsOfNothing read units of a read that finds nothing and of which DynamoDB Local does
   *     not say what it consumed
   */
  public Meter(DynamoDbClient scale, double unitsOfNothing) {
    this.scale = scale;
    this.unitsOfNothing = unitsOfNothing;
  }

  /**
   * What was consumed.
   *
   * @param requests number of requests by operation, table and index: {@code Query
   *     LedgerTable/ByTime}
   * @param writes write units by table, with its indexes
   * @param indexWrites write units by table, of its indexes alone
   * @param reads read units by table
   */
  public record Consumption(
      Map<String, Double> requests,
      Map<String, Double> writes,
      Map<String, Double> indexWrites,
      Map<String, Double> reads) {
    private static final String FAILED = "failed";

    private Consumption() {
      this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** Number of requests whose names begin so; of all for an empty text. */
    public int requests(String beginning) {
      return (int)
          requests.entrySet().stream()
              .filter(each -> each.getKey().startsWith(beginning))
              .mapToDouble(Map.Entry::getValue)
              .sum();
    }

    /** Write units of a table and its indexes. */
    public double writesTo(String table) {
      return writes.getOrDefault(table, 0.0);
    }

    /** Write units of everything but a table's indexes. */
    public double writesWithoutIndexesOf(String table) {
      return allWrites() - indexWrites.getOrDefault(table, 0.0);
    }

    /** Write units of all tables and their indexes. */
    public double allWrites() {
      return sum(writes);
    }

    /** Read units of all tables. */
    public double allReads() {
      return sum(reads);
    }

    /**
     * Returns this.
     *
     * @throws IllegalStateException if a request failed: it has consumed too, and does not say what
     */
    public Consumption requireComplete() {
      if (requests.containsKey(FAILED)) {
        throw new IllegalStateException(requests.get(FAILED) + " requests failed");
      }
      return this;
    }

    private static double sum(Map<String, Double> units) {
      return units.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** Returns what was consumed since the last call. */
  public synchronized Consumption take() {
    Consumption taken = sums;
    sums = new Consumption();
    return taken;
  }

  /** A client in this process with this meter before it. */
  public DynamoDbClient before(DynamoDbClient client) {
    StoreInterference metering =
        (request, sender) -> {
          try {
            SdkResponse reply = send(client, asking(request));
            add(request, reply);
            return reply;
          } catch (RuntimeException e) {
            failed();
            throw e;
          }
        };
    return metering.before(client);
  }

  private static SdkResponse send(DynamoDbClient client, SdkRequest request) {
    String type = request.getClass().getSimpleName().replace("Request", "");
    String operation = Character.toLowerCase(type.charAt(0)) + type.substring(1);
    try {
      return (SdkResponse)
          DynamoDbClient.class.getMethod(operation, request.getClass()).invoke(client, request);
    } catch (InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return asking(context.request());
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    add(context.request(), context.response());
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    failed();
  }

  private static SdkRequest asking(SdkRequest request) {
    SdkRequest.Builder builder = request.toBuilder();
    for (SdkField<?> field : ((SdkPojo) builder).sdkFields()) {
      if (field.memberName().equals("ReturnConsumedCapacity")) {
        field.set(builder, ALL.toString());
      }
    }
    return builder.build();
  }

  private void failed() {
    add(sums().requests(), Consumption.FAILED, 1);
  }

  private void add(SdkRequest request, SdkResponse reply) {
    String operation = request.getClass().getSimpleName().replace("Request", "");
    String table = request.getValueForField("TableName", String.class).orElse("");
    String index = request.getValueForField("IndexName", String.class).map("/"::concat).orElse("");
    add(sums().requests(), operation + " " + table + index, 1);
    if (request instanceof TransactWriteItemsRequest transaction) {
      transaction.transactItems().forEach(write -> written(measured(write), TRANSACTION));
      return;
    }
    boolean isRead =
        request instanceof GetItemRequest
            || request instanceof BatchGetItemRequest
            || request instanceof QueryRequest;
    Optional<Object> consumed = reply.getValueForField("ConsumedCapacity", Object.class);
    if (isRead && consumed.isEmpty()) {
      add(sums().reads(), table, unitsOfNothing);
    }
    List<?> all =
        consumed.orElse(List.of()) instanceof List<?> list ? list : List.of(consumed.get());
    for (Object each : all) {
      ConsumedCapacity capacity = (ConsumedCapacity) each;
      if (isRead) {
        add(sums().reads(), capacity.tableName(), capacity.capacityUnits());
      } else {
        written(capacity, 1);
      }
    }
  }

  private void written(ConsumedCapacity capacity, int factor) {
    double inIndexes =
        capacity.globalSecondaryIndexes().values().stream()
            .mapToDouble(Capacity::capacityUnits)
            .sum();
    add(sums().writes(), capacity.tableName(), factor * capacity.capacityUnits());
    add(sums().indexWrites(), capacity.tableName(), factor * inIndexes);
  }

  private synchronized Consumption sums() {
    return sums;
  }

  private synchronized void add(Map<String, Double> sums, String name, double more) {
    sums.merge(name, more, Double::sum);
  }

  private ConsumedCapacity measured(TransactWriteItem write) {
    if (write.put() != null) {
      return scale
          .putItem(
              put ->
                  put.tableName(write.put().tableName())
                      .item(write.put().item())
                      .returnConsumedCapacity(ALL))
          .consumedCapacity();
    }
    if (write.update() == null) {
      throw new UnsupportedOperationException("a transaction with other writes than these");
    }
    return scale
        .updateItem(
            update ->
                update
                    .tableName(write.update().tableName())
                    .key(write.update().key())
                    .updateExpression(write.update().updateExpression())
                    .expressionAttributeNames(write.update().expressionAttributeNames())
                    .expressionAttributeValues(write.update().expressionAttributeValues())
                    .returnConsumedCapacity(ALL))
        .consumedCapacity();
  }
}
