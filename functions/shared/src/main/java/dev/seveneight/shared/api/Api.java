package dev.seveneight.shared.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.ApiRequest;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Failures;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.ReplyBudget;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.RequestLine;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.route.CallerKind;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.RouteTable;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.text.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns an event of the HTTP API into a reply. It finds the route, checks the key, its scope and
 * the types that the caller accepts, and calls the endpoint. It turns every failure into its
 * documented error. Every function behind the API replies through this class.
 *
 * <p>Each request is one line of the log, with the id of its key. The level is info, or error for a
 * fault of ours. For such a fault the log also has all details. No line has a payload.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Api {
  private final KeyCheck keys;
  private final Map<Route, Endpoint> endpoints;

  /**
   * Serves these routes.
   *
   * @param features the endpoints of each feature
   * @throws IllegalArgumentException if two features serve the same route
   */
  public Api(ProjectTable projects, List<Map<Route, Endpoint>> features) {
    this.keys = new KeyCheck(projects);
    Map<Route, Endpoint> all = new HashMap<>();
    for (Map<Route, Endpoint> feature : features) {
      feature.forEach(
          (route, endpoint) -> {
            if (all.put(route, endpoint) != null) {
              throw new IllegalArgumentException("two features serve " + route);
            }
          });
    }
    this.endpoints = Map.copyOf(all);
  }

  /** Handles one event and writes the reply. */
  public void handle(InputStream input, OutputStream output, Context context) {
    RequestLine line = new RequestLine();
    Map<String, Object> request = Json.readTrusted(input);
    Outcome outcome = outcome(request, line, context);
    byte[] event = outcome.toEvent();
    if (event.length > ReplyBudget.REPLY_BYTES) {
      Failures failures = new Failures(context);
      outcome =
          Outcome.of(
              failures.problemOf(
                  new IllegalStateException("a reply of " + event.length + " bytes: too large")),
              context);
      event = outcome.toEvent();
    }
    if (ApiRequest.isForHead(request)) {
      event = outcome.withoutBody().toEvent();
    }
    line.write(context, outcome.result(), outcome.level());
    try {
      output.write(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A reply, with its problem.
   *
   * @param problem the problem's code; empty if there is none
   */
  private record Outcome(ApiReply reply, Optional<ErrorCode> problem) {
    static Outcome of(Problem problem, Context context) {
      ApiReply reply =
          ApiReply.of(problem.code().status(), problem.toJson(context.getAwsRequestId()));
      for (Map.Entry<String, String> header : problem.headers().entrySet()) {
        reply = reply.withHeader(header.getKey(), header.getValue());
      }
      return new Outcome(reply, Optional.of(problem.code()));
    }

    byte[] toEvent() {
      return Json.write(reply.toEvent()).getBytes(StandardCharsets.UTF_8);
    }

    Outcome withoutBody() {
      return new Outcome(reply.withoutBody(), problem);
    }

    String result() {
      return "status=" + reply.status() + problem.map(code -> " code=" + code.code()).orElse("");
    }

    LogLevel level() {
      return problem.filter(ErrorCode::isFault).isPresent() ? LogLevel.ERROR : LogLevel.INFO;
    }
  }

  private Outcome outcome(Map<String, Object> event, RequestLine line, Context context) {
    Failures failures = new Failures(context);
    try {
      return new Outcome(
          reply(ApiRequest.fromEvent(event), failures, line, context), Optional.empty());
    } catch (RuntimeException failure) {
      return Outcome.of(failures.problemOf(failure), context);
    }
  }

  private ApiReply reply(ApiRequest request, Failures failures, RequestLine line, Context context) {
    RouteTable.Match match = RouteTable.match(request.method(), request.path());
    line.route(match.route().method() + " " + match.route().path());
    Endpoint endpoint = endpoints.get(match.route());
    if (endpoint == null) {
      throw new IllegalStateException(
          "the template sends " + match.route() + " to another function");
    }
    Caller caller = caller(match.route().caller(), request, line);
    request.requireAcceptable(match.route().mediaTypes());
    Call call =
        new Call(
            request, caller, spelledId(match.parameter()), context.getAwsRequestId(), failures);
    return ChangeLog.of(context.getLogger(), caller.keyId()).during(() -> endpoint.reply(call));
  }

  /** Returns an id in its one spelling, and other parameters of a path unchanged. */
  private static String spelledId(String parameter) {
    String spelled = PlainText.identifier(parameter);
    return LedgerItems.isId(spelled) ? spelled : parameter;
  }

  private Caller caller(CallerKind needed, ApiRequest request, RequestLine line) {
    if (needed instanceof CallerKind.WithKey withKey) {
      return keys.caller(withKey.scope(), request, line);
    }
    if (needed instanceof CallerKind.Anonymous) {
      return Caller.NOBODY;
    }
    // Fails closed, because no function behind the API checks the signature of a link.
    throw new IllegalStateException("cannot check " + needed);
  }
}
