package dev.seveneight.local;

import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * The store over HTTP, for the AWS command line, {@code sam local invoke} and other tools. Serves
 * the very store of this process, with DynamoDB Local's own HTTP handler. Credentials and region
 * may be any, so everyone who reaches the address can read and write the store.
 */
public final class DynamoEndpoint implements AutoCloseable {
  /** The name under which DynamoDB Local's handler keeps the store that all credentials share. */
  private static final String SHARED_STORE = "shared-local-instance";

  private final Server server;

  private DynamoEndpoint(Server server) {
    this.server = server;
  }

  /**
   * Serves a store.
   *
   * @param address where to listen; port zero for any that is free
   * @throws Exception if the port is in use or the address is not one of this machine's (Jetty
   *     declares no less)
   */
  static DynamoEndpoint start(LocalStore store, InetSocketAddress address) throws Exception {
    Server server = new Server(address);
    server.setHandler(
        new ContextHandler(new LocalDynamoDBServerHandler(handlerFor(store), null), "/"));
    try {
      server.start();
    } catch (Exception e) {
      server.stop();
      throw e;
    }
    return new DynamoEndpoint(server);
  }

  /** Returns the port on which it listens. */
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the store's HTTP server does not stop", e);
    }
  }

  private static LocalDynamoDBRequestHandler handlerFor(LocalStore store) {
    LocalDynamoDBRequestHandler handler =
        new LocalDynamoDBRequestHandler(0, true, null, true, false);
    DynamoInternals.stores(handler)
        .put(SHARED_STORE, DynamoInternals.untranslated(store.database()));
    return handler;
  }
}
