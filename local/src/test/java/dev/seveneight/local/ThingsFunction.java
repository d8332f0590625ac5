package dev.seveneight.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.shared.deployment.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A small system of the tests' own in one class: writes a thing for a POST, reads it for a GET, and
 * marks it as folded when it comes back in the stream.
 */
final class ThingsFunction implements RequestStreamHandler {
  private static final String TABLE = "ThingsTable";

  private final Deployment deployment;

  ThingsFunction(Deployment deployment) {
    this.deployment = deployment;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Map<String, Object> event = JSON.std.mapFrom(input);
    Map<String, Object> answer =
        event.containsKey("version")
            ? Map.of("statusCode", 200, "body", answer(event))
            : fold(event);
    output.write(JSON.std.asString(answer).getBytes(StandardCharsets.UTF_8));
  }

  private String answer(Map<String, Object> event) {
    String path = (String) event.get("rawPath");
    if (((String) event.get("routeKey")).startsWith("POST")) {
      deployment.dynamo().putItem(request -> request.tableName(TABLE).item(key(path)));
      return "put by " + deployment.variable("PUBLIC_URL");
    }
    Map<String, AttributeValue> item =
        deployment.dynamo().getItem(request -> request.tableName(TABLE).key(key(path))).item();
    return item.containsKey("folded") ? "folded" : "not folded";
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> fold(Map<String, Object> event) {
    DynamoDbClient dynamo = deployment.dynamo();
    for (Object record : (List<Object>) event.getOrDefault("Records", List.of())) {
      Map<String, Object> change = (Map<String, Object>) ((Map<?, ?>) record).get("dynamodb");
      Map<String, Object> key = (Map<String, Object>) change.get("Keys");
      String path = (String) ((Map<?, ?>) key.get("pk")).get("S");
      dynamo.updateItem(
          request ->
              request
                  .tableName(TABLE)
                  .key(key(path))
                  .updateExpression("SET folded = :true")
                  .expressionAttributeValues(Map.of(":true", AttributeValue.fromBool(true))));
    }
    return Map.of("state", Map.of());
  }

  private static Map<String, AttributeValue> key(String path) {
    return Map.of("pk", AttributeValue.fromS(path));
  }
}
