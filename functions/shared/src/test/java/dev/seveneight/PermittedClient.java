package dev.seveneight;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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
  /** An action on a table, or on {@code Table/index/Index}. */
  private record Use(String action, String resource) {}

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
              if (!permissions.allow(use.action(), use.resource())) {
                throw refusal(function, use);
              }
            }
          }
          if (arguments != null && arguments[0] instanceof DynamoDbStreamsRequest request) {
            Use use = use(request);
            if (!permissions.allow(use.action(), use.resource())) {
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
      return List.of(new Use("dynamodb:GetItem", get.tableName()));
    }
    if (request instanceof PutItemRequest put) {
      return List.of(new Use("dynamodb:PutItem", put.tableName()));
    }
    if (request instanceof UpdateItemRequest update) {
      return List.of(new Use("dynamodb:UpdateItem", update.tableName()));
    }
    if (request instanceof DeleteItemRequest delete) {
      return List.of(new Use("dynamodb:DeleteItem", delete.tableName()));
    }
    if (request instanceof QueryRequest query) {
      String index = query.indexName() == null ? "" : "/index/" + query.indexName();
      return List.of(new Use("dynamodb:Query", query.tableName() + index));
    }
    if (request instanceof ScanRequest scan) {
      return List.of(new Use("dynamodb:Scan", scan.tableName()));
    }
    if (request instanceof BatchGetItemRequest batch) {
      return batch.requestItems().keySet().stream()
          .map(table -> new Use("dynamodb:BatchGetItem", table))
          .toList();
    }
    if (request instanceof TransactGetItemsRequest transaction) {
      return transaction.transactItems().stream()
          .map(item -> new Use("dynamodb:GetItem", item.get().tableName()))
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
      return new Use("dynamodb:DescribeStream", stream(describe.streamArn()));
    }
    if (request instanceof GetShardIteratorRequest iterator) {
      return new Use("dynamodb:GetShardIterator", stream(iterator.streamArn()));
    }
    if (request instanceof GetRecordsRequest records) {
      return new Use("dynamodb:GetRecords", stream(records.shardIterator()));
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

  private static Stream<Use> usesOf(TransactWriteItem item) {
    return Stream.of(
            use("dynamodb:PutItem", item.put(), put -> put.tableName()),
            use("dynamodb:UpdateItem", item.update(), update -> update.tableName()),
            use("dynamodb:DeleteItem", item.delete(), delete -> delete.tableName()),
            use("dynamodb:ConditionCheckItem", item.conditionCheck(), check -> check.tableName()))
        .flatMap(Optional::stream);
  }

  private static <T> Optional<Use> use(String action, T part, Function<T, String> table) {
    return Optional.ofNullable(part).map(present -> new Use(action, table.apply(present)));
  }

  private static DynamoDbException refusal(String function, Use use) {
    String message =
        "template.yaml does not allow %s %s on %s"
            .formatted(function, use.action(), use.resource());
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
