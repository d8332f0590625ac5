package dev.seveneight.local.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A port on the loopback interface that speaks HTTP/1.1. It uses Jetty, which is a dependency of
 * DynamoDB Local, because the JDK's own server changes the spelling of header names. A request
 * takes a thread only when it has arrived completely, so that clients that send slowly take no
 * threads.
 */
public final class HttpPort implements AutoCloseable {
  /** More threads than requests that the gateway lets wait. An idle thread ends after a minute. */
  private static final int MOST_THREADS = 10_000;

  private static final int FEWEST_THREADS = 8;

  /**
   * The longest time in which a client sends nothing in the middle of a request, or reads nothing
   * of a reply.
   */
  public static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  /**
   * The longest time in which a client sends a request, from its headers on. 10 MB take less than a
   * second here.
   */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  /** The gateway has lower limits, with replies of its own. */
  private static final int MOST_BYTES = Gateway.LARGEST_BODY + 1;

  private static final int LARGEST_HEADERS = 256 * 1024;

  /** Paths are passed on unchanged, with all their escapes. */
  private static final UriCompliance ALL_BUT_BROKEN_ESCAPES =
      UriCompliance.UNSAFE.without("gateway", UriCompliance.Violation.BAD_PERCENT_ENCODING);

  private static final Duration LAST_STEPS = Duration.ofMillis(200);

  private final Server server;
  private final ServerConnector connector;

  /** Handles the requests of a port, several at a time. */
  @FunctionalInterface
  public interface Answering {
    /**
     * Handles one request.
     *
     * @throws InterruptedException if the port closes meanwhile
     */
    void answer(Exchange exchange) throws IOException, InterruptedException;
  }

  private HttpPort(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Binds a port. Its requests wait until {@link #start}.
   *
   * @param port zero for any free port
   * @throws IOException if the port is in use
   */
  public static HttpPort bind(int port) throws IOException {
    return bind(port, LONGEST_SILENCE);
  }

  /** Binds a port for a test that does not wait long. */
  public static HttpPort bind(int port, Duration longestSilence) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
    threads.setName("gateway");
    threads.setDaemon(true);
    threads.setStopTimeout(LAST_STEPS.toMillis());
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(longestSilence.toMillis());
    SlowHeads.cutOff(connector, longestSilence);
    server.addConnector(connector);
    connector.open();
    return new HttpPort(server, connector);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(LARGEST_HEADERS);
    configuration.setResponseHeaderSize(LARGEST_HEADERS);
    configuration.setMaxResponseHeaderSize(LARGEST_HEADERS);
    configuration.setUriCompliance(ALL_BUT_BROKEN_ESCAPES);
    return configuration;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  /** Begins to handle requests. */
  public void start(Answering answering) {
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            AtomicBoolean isWhole = new AtomicBoolean();
            // When the request has arrived completely, the client waits for the server, so idle
            // time is no longer limited.
            request.addIdleTimeoutListener(timeout -> !isWhole.get());
            CompletableFuture<byte[]> unused =
                WholeBody.of(request, MOST_BYTES)
                    .orTimeout(LONGEST_REQUEST.toSeconds(), TimeUnit.SECONDS)
                    .whenComplete(
                        (body, failure) -> {
                          if (failure != null) {
                            // Closed without a reply, because the client has broken off and the
                            // server did not fail.
                            request.getConnectionMetaData().getConnection().getEndPoint().close();
                            callback.failed(failure);
                          } else {
                            isWhole.set(true);
                            answerLater(answering, new Exchange(request, response, body), callback);
                          }
                        });
            return true;
          }
        });
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not start", e);
    }
  }

  private void answerLater(Answering answering, Exchange exchange, Callback callback) {
    try {
      server.getThreadPool().execute(() -> answer(answering, exchange, callback));
    } catch (RejectedExecutionException e) {
      // The port is closing.
      callback.failed(e);
    }
  }

  private static void answer(Answering answering, Exchange exchange, Callback callback) {
    try {
      answering.answer(exchange);
      callback.succeeded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    } catch (IOException | RuntimeException e) {
      callback.failed(e);
    }
  }

  /** Closes all connections. Threads that still handle requests are interrupted. */
  @Override
  public void close() {
    try {
      server.stop();
      connector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not stop", e);
    }
  }
}
