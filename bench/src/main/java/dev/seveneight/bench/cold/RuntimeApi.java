package dev.seveneight.bench.cold;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * The service that Lambda's runtime client calls, for one process: hands out events and takes the
 * replies.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda's runtime
 *     API</a>
 */
final class RuntimeApi implements AutoCloseable {
  private static final String PATH = "/2018-06-01/runtime/";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<String> events = new SynchronousQueue<>();
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private int invocation;

  /** What the runtime client reports. */
  enum Word {
    /** The function has started and waits for the snapshot; it continues when it is restored. */
    READY_FOR_SNAPSHOT,
    /** It is ready for an event. */
    READY,
    /** It answered. */
    ANSWER,
    /** It failed. */
    ERROR
  }

  /**
   * A report of the runtime client.
   *
   * @param nanos when, by {@link System#nanoTime()}
   * @param body what came with it
   */
  record Said(Word word, long nanos, String body) {}

  RuntimeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(PATH, this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Waits for the next report, which has to be this one.
   *
   * @throws IllegalStateException if it is another, or does not come in time
   */
  Said await(Word word) {
    try {
      Said next = said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (next == null || next.word() != word) {
        throw new IllegalStateException("waited for " + word + " and got " + next);
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Hands an event to the function, which has to be ready; returns the time. */
  long handOver(String event) {
    try {
      long now = System.nanoTime();
      if (!events.offer(event, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the function does not take the event");
      }
      return now;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(PATH.length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    long now = System.nanoTime();
    if (path.equals("restore/next")) {
      say(Word.READY_FOR_SNAPSHOT, now, "");
      send(exchange, 200, new byte[0]);
    } else if (path.equals("invocation/next")) {
      say(Word.READY, now, "");
      next(exchange);
    } else {
      say(
          path.endsWith("/response") ? Word.ANSWER : Word.ERROR,
          now,
          new String(body, StandardCharsets.UTF_8));
      send(exchange, 202, "{}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      String event = events.take();
      invocation++;
      String id = "00000000-0000-4000-8000-%012d".formatted(invocation);
      exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", id);
      exchange
          .getResponseHeaders()
          .add(
              "Lambda-Runtime-Deadline-Ms",
              Long.toString(System.currentTimeMillis() + PATIENCE.toMillis()));
      exchange
          .getResponseHeaders()
          .add(
              "Lambda-Runtime-Invoked-Function-Arn",
              "arn:aws:lambda:us-east-1:123456789012:function:bench");
      send(exchange, 200, event.getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      // The run is over.
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    // Without a content type the native part of the runtime client crashes.
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void say(Word word, long nanos, String body) {
    said.add(new Said(word, nanos, body));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
