package dev.seveneight;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbStreamsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Refuses what IAM would refuse: a client of the local tables that lets a function do only what its
 * policy in template.yaml allows. DynamoDB Local knows no policies, so without this a missing
 * permission would first be seen on AWS.
 */
public final class PermittedClient {
  /** An action on a table, or on {@code Table/index/Index}, with the partition keys it names. */
  private record Use(String action, String resource, Set<String> partitionKeys) {
    Use(String action, String resource, Map<String, AttributeValue> key) {
      this(action, resource, Set.of(key.get(PARTITION_KEY).s()));
    }
  }

  /** The partition key of every table. */
  private static final String PARTITION_KEY = "pk";

  /** The partition in the condition of a query, as {@code pk = :project AND ...}. */
  private static final Pattern QUERIED_PARTITION = Pattern.compile("\\w+ = (:\\w+)\\b");

  private static final Pattern TABLE_OF_STREAM = Pattern.compile("table/([^/]+)/stream/");

  private PermittedClient() {}

  /**
   * The client as that function may use it.
   *
   * @param function the function's logical id
   * @param client of local tables, whose names are their logical ids
   */
  public static DynamoDbClient of(String function, DynamoDbClient client) {
    return (DynamoDbClient) restricted(function, client, DynamoDbClient.class);
  }

  /** The client of local tables' streams as that function may use it. */
  public static DynamoDbStreamsClient ofStreams(String function, DynamoDbStreamsClient client) {
    return (DynamoDbStreamsClient) restricted(function, client, DynamoDbStreamsClient.class);
  }

  private static Object restricted(String function, Object client, Class<?> kind) {
    Permissions permissions = Permissions.of(function);
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (takesBuilder(method)) {
            // The interface builds the request and comes back here with it.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          if (arguments != null && arguments[0] instanceof DynamoDbRequest request) {
            for (Use use : uses(request)) {
              if (!permissions.allow(use.action(), use.resource(), use.partitionKeys())) {
                throw refusal(function, use);
              }
            }
          }
          if (arguments != null && arguments[0] instanceof DynamoDbStreamsRequest request) {
            Use use = use(request);
            if (!permissions.allow(use.action(), use.resource(), use.partitionKeys())) {
              throw refusal(function, use);
            }
          }
          return call(client, method, arguments);
        };
    return Proxy.newProxyInstance(
        PermittedClient.class.getClassLoader(), new Class<?>[] {kind}, handler);
  }

  /** {@code getItem(get -> ...)} and the paginators, which call the methods that take a request. */
  private static boolean takesBuilder(Method method) {
    return method.isDefault()
        && (method.getName().endsWith("Paginator")
            || Stream.of(method.getParameterTypes()).anyMatch(Consumer.class::equals));
  }

  private static List<Use> uses(DynamoDbRequest request) {
    if (request instanceof GetItemRequest get) {
      return List.of(new Use("dynamodb:GetItem", get.tableName(), get.key()));
    }
    if (request instanceof PutItemRequest put) {
      return List.of(new Use("dynamodb:PutItem", put.tableName(), put.item()));
    }
    if (request instanceof UpdateItemRequest update) {
      return List.of(new Use("dynamodb:UpdateItem", update.tableName(), update.key()));
    }
    if (request instanceof DeleteItemRequest delete) {
      return List.of(new Use("dynamodb:DeleteItem", delete.tableName(), delete.key()));
    }
    if (request instanceof QueryRequest query) {
      String index = query.indexName() == null ? "" : "/index/" + query.indexName();
      return List.of(new Use("dynamodb:Query", query.tableName() + index, partitionOf(query)));
    }
    if (request instanceof ScanRequest scan) {
      return List.of(new Use("dynamodb:Scan", scan.tableName(), Set.of()));
    }
    if (request instanceof BatchGetItemRequest batch) {
      return batch.requestItems().entrySet().stream()
          .map(
              table ->
                  new Use(
                      "dynamodb:BatchGetItem",
                      table.getKey(),
                      table.getValue().keys().stream()
                          .map(key -> key.get(PARTITION_KEY).s())
                          .collect(Collectors.toSet())))
          .toList();
    }
    if (request instanceof TransactGetItemsRequest transaction) {
      return transaction.transactItems().stream()
          .map(item -> new Use("dynamodb:GetItem", item.get().tableName(), item.get().key()))
          .toList();
    }
    if (request instanceof TransactWriteItemsRequest transaction) {
      return transaction.transactItems().stream().flatMap(PermittedClient::usesOf).toList();
    }
    throw new UnsupportedOperationException(
        "say in PermittedClient which permission a "
            + request.getClass().getSimpleName()
            + " needs");
  }

  private static Use use(DynamoDbStreamsRequest request) {
    if (request instanceof DescribeStreamRequest describe) {
      return new Use("dynamodb:DescribeStream", stream(describe.streamArn()), Set.of());
    }
    if (request instanceof GetShardIteratorRequest iterator) {
      return new Use("dynamodb:GetShardIterator", stream(iterator.streamArn()), Set.of());
    }
    if (request instanceof GetRecordsRequest records) {
      return new Use("dynamodb:GetRecords", stream(records.shardIterator()), Set.of());
    }
    throw new UnsupportedOperationException(
        "say in PermittedClient which permission a "
            + request.getClass().getSimpleName()
            + " needs");
  }

  /** The stream of the table that an ARN names, or an iterator, which has one in it. */
  private static String stream(String named) {
    Matcher table = TABLE_OF_STREAM.matcher(named);
    if (!table.find()) {
      throw new IllegalArgumentException("no stream of a table: " + named);
    }
    return table.group(1) + ".StreamArn";
  }

  private static Set<String> partitionOf(QueryRequest query) {
    if (query.keyConditionExpression() == null) {
      return Set.of();
    }
    Matcher partition = QUERIED_PARTITION.matcher(query.keyConditionExpression());
    if (!partition.find()) {
      throw new IllegalArgumentException("no partition in " + query.keyConditionExpression());
    }
    return Set.of(query.expressionAttributeValues().get(partition.group(1)).s());
  }

  private static Stream<Use> usesOf(TransactWriteItem item) {
    return Stream.of(
            use(item.put(), put -> new Use("dynamodb:PutItem", put.tableName(), put.item())),
            use(
                item.update(),
                update -> new Use("dynamodb:UpdateItem", update.tableName(), update.key())),
            use(
                item.delete(),
                delete -> new Use("dynamodb:DeleteItem", delete.tableName(), delete.key())),
            use(
                item.conditionCheck(),
                check -> new Use("dynamodb:ConditionCheckItem", check.tableName(), check.key())))
        .flatMap(Optional::stream);
  }

  private static <T> Optional<Use> use(T part, Function<T, Use> use) {
    return Optional.ofNullable(part).map(use);
  }

  private static DynamoDbException refusal(String function, Use use) {
    String message =
        "template.yaml does not allow %s %s on %s %s"
            .formatted(function, use.action(), use.resource(), use.partitionKeys());
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(400)
            .message(message)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("DynamoDb")
                    .errorCode("AccessDeniedException")
                    .errorMessage(message)
                    .build())
            .build();
  }

  private static Object call(Object client, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }
}
