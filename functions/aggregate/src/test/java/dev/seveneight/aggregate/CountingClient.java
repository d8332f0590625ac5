package dev.seveneight.aggregate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Notes the name of each request that goes to the store. */
final class CountingClient {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final DynamoDbClient client;

  CountingClient(DynamoDbClient real) {
    this.client =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                  if (!Set.of("toString", "hashCode", "equals").contains(method.getName())) {
                    requests.add(method.getName());
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  DynamoDbClient client() {
    return client;
  }

  /** The names of the requests so far. */
  List<String> requests() {
    return requests;
  }
}
