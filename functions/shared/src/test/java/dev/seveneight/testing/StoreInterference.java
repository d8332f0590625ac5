package dev.seveneight.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * What goes wrong between a function and its store: is asked about every request, and may let it
 * through, repeat it, do something else first, or throw what the SDK would throw.
 */
@FunctionalInterface
public interface StoreInterference {
  /**
   * Answers a request.
   *
   * @param request the request to the store
   * @param sender sends it
   */
  Object answer(DynamoDbRequest request, Sender sender);

  /** Sends a request on its way, every time it is told to. */
  @FunctionalInterface
  interface Sender {
    /** The store's answer. */
    Object send();
  }

  /** The client with this interference before it. */
  default DynamoDbClient before(DynamoDbClient client) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (takesBuilder(method)) {
            // The interface builds the request and comes back here with it.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          return arguments != null && arguments[0] instanceof DynamoDbRequest request
              ? answer(request, () -> send(client, method, arguments))
              : send(client, method, arguments);
        };
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            StoreInterference.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            handler);
  }

  private static boolean takesBuilder(Method method) {
    return method.isDefault()
        && (method.getName().endsWith("Paginator")
            || Stream.of(method.getParameterTypes()).anyMatch(Consumer.class::equals));
  }

  private static Object send(DynamoDbClient client, Method method, Object[] arguments) {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(Objects.requireNonNull(e.getCause()));
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
