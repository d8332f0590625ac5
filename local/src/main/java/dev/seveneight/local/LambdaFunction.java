package dev.seveneight.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.Deployment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A function as Lambda runs it: bytes in, bytes out, with a time limit and the limits on the size
 * of request and answer. One handler serves all invocations, also concurrent ones.
 *
 * <p>Safe for use by several threads.
 */
final class LambdaFunction {
  /**
   * The most bytes of a request and of an answer: 6 MB, see "Lambda quotas" in the Lambda Developer
   * Guide.
   */
  static final int PAYLOAD_LIMIT = 6 * 1024 * 1024;

  private final FunctionDefinition definition;
  private final RequestStreamHandler handler;
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "lambda");
            // A handler that hangs must not keep the process alive.
            thread.setDaemon(true);
            return thread;
          });

  LambdaFunction(FunctionDefinition definition, RequestStreamHandler handler) {
    this.definition = definition;
    this.handler = handler;
  }

  /**
   * Makes the function's handler with its constructor that takes the deployment.
   *
   * @throws IllegalStateException if the class is missing or is made in another way
   */
  static LambdaFunction start(FunctionDefinition definition, Deployment deployment) {
    try {
      Constructor<?> constructor =
          Class.forName(definition.handler()).getDeclaredConstructor(Deployment.class);
      // Package-private: on Lambda, nobody but the handler itself chooses its deployment.
      constructor.setAccessible(true);
      return new LambdaFunction(
          definition, (RequestStreamHandler) constructor.newInstance(deployment));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(definition.name() + " does not start", e.getCause());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException(
          definition.handler()
              + " has to be a RequestStreamHandler with a constructor that takes a Deployment",
          e);
    }
  }

  RequestStreamHandler handler() {
    return handler;
  }

  FunctionDefinition definition() {
    return definition;
  }

  byte[] invoke(byte[] request) throws FunctionFailedException, InterruptedException {
    if (request.length > PAYLOAD_LIMIT) {
      throw new IllegalArgumentException("a request of " + request.length + " bytes");
    }
    LambdaContext context = new LambdaContext(definition, UUID.randomUUID().toString());
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    Future<?> invocation =
        executor.submit(
            () -> {
              handler.handleRequest(new ByteArrayInputStream(request), answer, context);
              return null;
            });
    try {
      invocation.get(definition.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      invocation.cancel(true);
      throw new FunctionFailedException(
          definition.name() + " timed out after " + definition.timeout().toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new FunctionFailedException(definition.name() + " failed", e.getCause());
    } catch (InterruptedException e) {
      invocation.cancel(true);
      throw e;
    }
    if (answer.size() > PAYLOAD_LIMIT) {
      throw new FunctionFailedException(
          definition.name() + " answered with more than 6 MB: " + answer.size() + " bytes", null);
    }
    return answer.toByteArray();
  }
}
