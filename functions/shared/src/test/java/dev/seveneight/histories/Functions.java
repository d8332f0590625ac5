package dev.seveneight.histories;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.deployment.Deployment;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Consumer;

/** The functions that a history goes through: the real ones, or ones with a fault built in. */
final class Functions {
  private final ClassLoader classes;

  private Functions(ClassLoader classes) {
    this.classes = classes;
  }

  /** The functions as they are. */
  static Functions real() {
    return new Functions(Functions.class.getClassLoader());
  }

  /** The functions as this class loader has them. */
  static Functions of(ClassLoader classes) {
    return new Functions(classes);
  }

  /** The ingest function. */
  RequestStreamHandler ingest(Deployment deployment) {
    try {
      Constructor<?> constructor =
          classes
              .loadClass("dev.seveneight.ingest.IngestHandler")
              .getDeclaredConstructor(Deployment.class);
      constructor.setAccessible(true);
      return (RequestStreamHandler) constructor.newInstance(deployment);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the ingest function is made in another way", e);
    }
  }

  /** The aggregate function, which makes its writes one after the other. */
  RequestStreamHandler aggregate(Deployment deployment) {
    try {
      Class<?> parallel = classes.loadClass("dev.seveneight.shared.log.Parallel");
      Constructor<?> constructor =
          classes
              .loadClass("dev.seveneight.aggregate.AggregateHandler")
              .getDeclaredConstructor(Deployment.class, parallel);
      constructor.setAccessible(true);
      return (RequestStreamHandler)
          constructor.newInstance(deployment, parallel.getMethod("inTurn").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the aggregate function is made in another way", e);
    }
  }

  /**
   * The audit function, which makes its writes one after the other.
   *
   * @param pause what happens while it waits
   */
  RequestStreamHandler audit(Deployment deployment, Consumer<Duration> pause) {
    try {
      Class<?> parallel = classes.loadClass("dev.seveneight.shared.log.Parallel");
      Class<?> waits = classes.loadClass("dev.seveneight.audit.jobs.Waits");
      Field onAws = waits.getDeclaredField("ON_AWS");
      onAws.setAccessible(true);
      Class<?> pauseType = classes.loadClass("dev.seveneight.audit.jobs.Pause");
      Constructor<?> constructor =
          classes
              .loadClass("dev.seveneight.audit.AuditHandler")
              .getDeclaredConstructor(Deployment.class, waits, pauseType, parallel);
      constructor.setAccessible(true);
      InvocationHandler handler =
          (proxy, method, arguments) -> {
            pause.accept((Duration) arguments[0]);
            return null;
          };
      return (RequestStreamHandler)
          constructor.newInstance(
              deployment,
              onAws.get(null),
              Proxy.newProxyInstance(classes, new Class<?>[] {pauseType}, handler),
              parallel.getMethod("inTurn").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the audit function is made in another way", e);
    }
  }
}
