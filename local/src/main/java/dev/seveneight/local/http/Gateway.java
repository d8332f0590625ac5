package dev.seveneight.local.http;

import dev.seveneight.local.console.StandardError;
import dev.seveneight.local.lambda.FunctionFailedException;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.template.RouteDefinition;
import dev.seveneight.shared.text.PercentEncoding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Replaces the HTTP API. Finds the route, sends the request as an event to the route's function,
 * and returns the gateway's own replies in the cases where API Gateway does. Offers {@link
 * InvokeApi} on the same port. Listens on the loopback interface only.
 */
public final class Gateway implements AutoCloseable {
  /** See "Quotas for configuring and running an HTTP API" in the API Gateway Developer Guide. */
  public static final Duration LONGEST_INTEGRATION = Duration.ofSeconds(30);

  static final int LARGEST_BODY = 10 * 1024 * 1024;
  static final int LARGEST_HEADERS = 10 * 1024;

  /**
   * The most requests that are handled at the same time, like the limit of Lambda's concurrency.
   * DynamoDB Local executes one transaction after the other and passes its locks on in no order.
   * More requests at once would not be faster, and some of them would wait much longer. With
   * hundreds, locks time out and the work done by then is lost.
   */
  public static final int MOST_AT_ONCE = 4;

  /** The work of some seconds. Each waiting request takes a thread and the memory of its body. */
  static final int MOST_WAITING = 1_000;

  /** Long enough for nearly every request, short enough for a user who pressed Ctrl-C. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Routes routes;
  private final Map<String, LambdaFunction> functions;
  private final Duration patience;
  private final HttpPort port;
  private final OpenExchanges exchanges = new OpenExchanges();
  private final Admission admission;
  private final InvokeApi invokeApi;
  private final HostNames hosts;

  /**
   * Creates the gateway. Requests wait until {@link #start}.
   *
   * @param functions the functions by logical id, at least those of the routes; all can be invoked
   * @param patience the time limit of a function; {@link #LONGEST_INTEGRATION} except in tests
   * @param hosts the accepted host names
   */
  public Gateway(
      HttpPort port,
      List<RouteDefinition> routes,
      Map<String, LambdaFunction> functions,
      Duration patience,
      HostNames hosts) {
    this(
        port,
        routes,
        functions,
        patience,
        new Admission(MOST_AT_ONCE, MOST_WAITING, LONGEST_INTEGRATION),
        hosts);
  }

  /** Creates the gateway with an admission of its own, for tests of the admission. */
  public Gateway(
      HttpPort port,
      List<RouteDefinition> routes,
      Map<String, LambdaFunction> functions,
      Duration patience,
      Admission admission,
      HostNames hosts) {
    this.port = port;
    this.routes = new Routes(routes);
    this.functions = Map.copyOf(functions);
    this.patience = patience;
    this.admission = admission;
    this.invokeApi = new InvokeApi(functions);
    this.hosts = hosts;
  }

  public void start() {
    port.start(this::handle);
  }

  InetSocketAddress address() {
    return port.address();
  }

  /** Returns the number of waiting requests. */
  public int waiting() {
    return admission.waiting();
  }

  public int port() {
    return port.address().getPort();
  }

  /**
   * Rejects waiting and new requests. Gives the other requests a few seconds, and then drops them.
   * Functions that are still working are interrupted.
   */
  @Override
  public void close() {
    admission.close();
    try {
      exchanges.await(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    port.close();
  }

  private void handle(Exchange exchange) throws IOException, InterruptedException {
    exchanges.opened();
    try {
      if (!hosts.accept(exchange.header("Host"))) {
        send(exchange, UUID.randomUUID().toString(), GatewayReply.MISDIRECTED);
        return;
      }
      Optional<String> path = pathOf(exchange);
      // An operator's invocation may take many minutes, so the admission does not count it.
      if (path.isEmpty() || !invokeApi.answer(exchange, path.get())) {
        String requestId = UUID.randomUUID().toString();
        send(exchange, requestId, answer(exchange, path, requestId));
      }
    } catch (RuntimeException e) {
      // Jetty does not log it.
      StandardError.report("The gateway failed", e);
      throw e;
    } finally {
      exchanges.closed();
    }
  }

  /** Returns the decoded path; empty if its escapes are not UTF-8. */
  private static Optional<String> pathOf(Exchange exchange) {
    // The server decodes bytes that are not UTF-8 as U+FFFD.
    if (exchange.rawPath().indexOf('\uFFFD') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(GatewayEvent.path(exchange));
    } catch (PercentEncoding.MalformedException e) {
      return Optional.empty();
    }
  }

  private GatewayReply answer(Exchange exchange, Optional<String> path, String requestId)
      throws IOException, InterruptedException {
    byte[] body = exchange.body();
    if (body.length > LARGEST_BODY) {
      return GatewayReply.BODY_TOO_LARGE;
    }
    if (headersSize(exchange) > LARGEST_HEADERS) {
      return GatewayReply.HEADERS_TOO_LARGE;
    }
    if (path.isEmpty()) {
      return GatewayReply.BAD_REQUEST;
    }
    Optional<Routes.Match> match = routes.find(exchange.method(), path.get());
    if (match.isEmpty()) {
      return GatewayReply.NO_ROUTE;
    }
    byte[] event =
        GatewayEvent.write(
            exchange,
            path.get(),
            match.get(),
            requestId,
            "localhost:" + port(),
            Instant.now(),
            body);
    if (event.length > LambdaFunction.PAYLOAD_LIMIT) {
      return GatewayReply.BODY_TOO_LARGE;
    }
    if (!admission.enter()) {
      return GatewayReply.UNAVAILABLE;
    }
    try {
      return invoke(functions.get(match.get().route().function()), event);
    } finally {
      admission.leave();
    }
  }

  private GatewayReply invoke(LambdaFunction function, byte[] event) throws InterruptedException {
    try {
      Optional<GatewayReply> answer = GatewayReply.read(function.invoke(event, patience));
      if (answer.isEmpty()) {
        StandardError.report(function.definition().name() + " gave no valid answer");
      }
      return answer.orElse(GatewayReply.FUNCTION_FAILED);
    } catch (FunctionFailedException e) {
      StandardError.report("The gateway answers 500", e);
      return GatewayReply.FUNCTION_FAILED;
    } catch (TimeoutException e) {
      return GatewayReply.UNAVAILABLE;
    }
  }

  private static void send(Exchange exchange, String requestId, GatewayReply answer)
      throws IOException {
    List<Map.Entry<String, String>> headers = new ArrayList<>(answer.headers());
    headers.add(Map.entry("Apigw-Requestid", requestId));
    exchange.send(answer.status(), headers, answer.body());
  }

  private static int headersSize(Exchange exchange) {
    int size =
        exchange.method().length()
            + exchange.rawPath().length()
            + exchange.rawQuery().length()
            + exchange.protocol().length();
    for (Map.Entry<String, List<String>> header : exchange.headers().entrySet()) {
      for (String value : header.getValue()) {
        size += header.getKey().length() + value.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return size;
  }
}
