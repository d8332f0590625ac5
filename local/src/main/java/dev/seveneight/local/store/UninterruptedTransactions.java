package dev.seveneight.local.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Keeps interrupts away from DynamoDB Local's transactions, each of which runs in a thread of its
 * own here. If DynamoDB Local is interrupted while it begins a transaction, it never releases its
 * lock, and the whole store stops replying. Functions are interrupted when their time is up.
 *
 * <p>A caller that is interrupted while it waits for a transaction gets the same exception as from
 * the SDK. Like there, the transaction may still be carried out.
 */
final class UninterruptedTransactions implements InvocationHandler {
  private final DynamoDbClient client;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "transaction");
            thread.setDaemon(true);
            return thread;
          });

  private UninterruptedTransactions(DynamoDbClient client) {
    this.client = client;
  }

  /** Returns a client that differs only in its transactions. */
  static DynamoDbClient of(DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            new UninterruptedTransactions(client));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (!method.getName().equals("transactWriteItems")) {
      return send(method, arguments);
    }
    Future<Object> answer = threads.submit(() -> send(method, arguments));
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while a transaction was under way", e);
    }
  }

  private Object send(Method method, Object[] arguments) throws Exception {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
