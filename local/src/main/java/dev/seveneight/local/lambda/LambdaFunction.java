package dev.seveneight.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.template.FunctionDefinition;
import dev.seveneight.shared.deployment.Deployment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A function that runs like on Lambda: bytes in, bytes out, with a time limit and limits on the
 * sizes of request and reply. One handler serves all invocations, also concurrent ones.
 *
 * <p>Safe for use by several threads.
 */
public final class LambdaFunction {
  /**
   * The most bytes of a request and of a reply: 6 MB, see "Lambda quotas" in the Lambda Developer
   * Guide.
   */
  public static final int PAYLOAD_LIMIT = 6 * 1024 * 1024;

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

  public LambdaFunction(FunctionDefinition definition, RequestStreamHandler handler) {
    this.definition = definition;
    this.handler = handler;
  }

  /**
   * Creates the function's handler with its constructor that takes the deployment.
   *
   * @throws IllegalStateException if the class or such a constructor is missing
   */
  public static LambdaFunction start(FunctionDefinition definition, Deployment deployment) {
    try {
      Constructor<?> constructor =
          Class.forName(definition.handler()).getDeclaredConstructor(Deployment.class);
      // The constructor is package-private, because on Lambda only the handler itself chooses its
      // deployment.
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

  public RequestStreamHandler handler() {
    return handler;
  }

  public FunctionDefinition definition() {
    return definition;
  }

  /** Invokes the function and waits up to its timeout in the template. */
  public byte[] invoke(byte[] request) throws FunctionFailedException, InterruptedException {
    try {
      return invoke(request, definition.timeout());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the function's own time was up first", e);
    }
  }

  /**
   * Invokes the function.
   *
   * @param patience the longest wait of the caller; the function's own timeout also applies
   * @throws TimeoutException if the caller's patience ends first; the function continues, like on
   *     Lambda
   * @throws FunctionFailedException if the function fails or exceeds its timeout in the template
   */
  public byte[] invoke(byte[] request, Duration patience)
      throws FunctionFailedException, InterruptedException, TimeoutException {
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
    boolean impatient = patience.compareTo(definition.timeout()) < 0;
    try {
      Duration wait = impatient ? patience : definition.timeout();
      invocation.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (impatient) {
        throw e;
      }
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
