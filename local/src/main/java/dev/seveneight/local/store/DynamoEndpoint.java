package dev.seveneight.local.store;

import dev.seveneight.local.http.HostNames;
import dev.seveneight.local.http.HttpPort;
import dev.seveneight.local.http.SlowHeads;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.ContentLoaderFactory;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * Offers the store over HTTP, for the AWS command line, {@code sam local invoke} and other tools.
 * Serves the store of this process, with DynamoDB Local's own HTTP handler. It accepts any
 * credentials and region, so everyone who reaches the address can read and write the store.
 */
public final class DynamoEndpoint implements AutoCloseable {
  /** DynamoDB Local's name for the store that all credentials share. */
  private static final String SHARED_STORE = "shared-local-instance";

  /** DynamoDB's own limit for BatchWriteItem, and room for its JSON. */
  private static final int LARGEST_REQUEST = 20 * 1024 * 1024;

  private final Server server;

  private DynamoEndpoint(Server server) {
    this.server = server;
  }

  /**
   * Serves a store.
   *
   * @param address the address to listen on; port zero for any free port
   * @param hosts the accepted host names
   * @throws Exception if the port is in use or the address is not one of this machine's (Jetty
   *     declares no narrower type)
   */
  public static DynamoEndpoint start(LocalStore store, InetSocketAddress address, HostNames hosts)
      throws Exception {
    Server server = new Server(address);
    ServerConnector connector = (ServerConnector) server.getConnectors()[0];
    connector.setIdleTimeout(HttpPort.LONGEST_SILENCE.toMillis());
    SlowHeads.cutOff(connector, HttpPort.LONGEST_SILENCE);
    Handler requests =
        new ContextHandler(new LocalDynamoDBServerHandler(handlerFor(store), null), "/");
    server.setHandler(new ProgramsOnly(new EagerContentHandler(requests, wholeBodies()), hosts));
    try {
      server.start();
    } catch (Exception e) {
      server.stop();
      throw e;
    }
    return new DynamoEndpoint(server);
  }

  /** Returns the port. */
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

  /** Reads a body before DynamoDB Local's handler would block a thread to wait for it. */
  private static ContentLoaderFactory wholeBodies() {
    return new RetainedContentLoaderFactory(LARGEST_REQUEST, 0, true);
  }

  /**
   * Rejects requests of pages. DynamoDB Local lets every page read its replies, so without this any
   * page in a browser on this machine could read and change the store.
   */
  private static final class ProgramsOnly extends Handler.Wrapper {
    private final HostNames hosts;

    ProgramsOnly(Handler store, HostNames hosts) {
      super(store);
      this.hosts = hosts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
        return refuse(response, callback, 403, "A page must not use the store");
      }
      if (!hosts.accept(Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)))) {
        return refuse(response, callback, 421, "Start the server with -Dhosts=NAME for this name");
      }
      return super.handle(request, response, callback);
    }

    private static boolean refuse(
        Response response, Callback callback, int status, String message) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.0");
      String json =
          "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"message\":\"%s\"}"
              .formatted(message);
      response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
      return true;
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
