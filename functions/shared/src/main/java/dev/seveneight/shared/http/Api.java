package dev.seveneight.shared.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.seveneight.shared.project.ApiKey;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.store.ProjectTable;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The one way from an event of the HTTP API to an answer: finds the route, checks the key and its
 * scope, calls the endpoint, and turns whatever goes wrong into its documented error. Every
 * function behind the API answers through this.
 *
 * <p>A problem of the caller's is logged at info, a fault of ours at error with all there is to
 * know; neither with a payload.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Api {
  private final ProjectTable projects;
  private final InstantSource clock;
  private final Map<Route, Endpoint> endpoints;

  /** Answers these routes. */
  public Api(ProjectTable projects, InstantSource clock, Map<Route, Endpoint> endpoints) {
    this.projects = projects;
    this.clock = clock;
    this.endpoints = Map.copyOf(endpoints);
  }

  /** Answers one event. */
  public void handle(InputStream input, OutputStream output, Context context) {
    Json.write(answer(Json.readTrusted(input), context).toEvent(), output);
  }

  private ApiAnswer answer(Map<String, Object> event, Context context) {
    try {
      return answer(ApiRequest.fromEvent(event), context);
    } catch (Problem problem) {
      return answerTo(problem, context);
    } catch (SdkException e) {
      return answerTo(e, context);
    } catch (RuntimeException e) {
      return answerToFault(e, context);
    }
  }

  private ApiAnswer answer(ApiRequest request, Context context) {
    Route.Match match = Route.match(request.method(), request.path());
    Endpoint endpoint = endpoints.get(match.route());
    if (endpoint == null) {
      throw new IllegalStateException(
          "the template sends " + match.route() + " to another function");
    }
    Caller caller = callerOf(request);
    if (!caller.may(match.route().scope())) {
      throw Problem.of(
          ErrorCode.INSUFFICIENT_SCOPE,
          "this needs a key with the scope " + match.route().scope().apiName());
    }
    return endpoint.answer(
        new Call(
            request,
            caller,
            match.parameter(),
            clock.instant().plusMillis(context.getRemainingTimeInMillis()),
            context.getAwsRequestId()));
  }

  private Caller callerOf(ApiRequest request) {
    return request
        .header("authorization")
        .flatMap(Api::keyIn)
        .flatMap(key -> projects.callerOf(ApiKey.hash(key)))
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.UNAUTHORIZED,
                        "send the key as the user name of HTTP Basic, or as Authorization: Bearer")
                    .withHeader("www-authenticate", "Basic realm=\"Seven-Eight\""));
  }

  private static Optional<String> keyIn(String authorization) {
    String[] parts = authorization.strip().split(" +", 2);
    if (parts.length != 2) {
      return Optional.empty();
    }
    if (parts[0].equalsIgnoreCase("bearer")) {
      return Optional.of(parts[1]);
    }
    if (!parts[0].equalsIgnoreCase("basic")) {
      return Optional.empty();
    }
    try {
      String credentials = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      int colon = credentials.indexOf(':');
      return Optional.of(colon < 0 ? credentials : credentials.substring(0, colon));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static ApiAnswer answerTo(Problem problem, Context context) {
    LogLevel level = problem.code().status() < 500 ? LogLevel.INFO : LogLevel.ERROR;
    context
        .getLogger()
        .log(
            problem.code().status() + " " + problem.code().code() + " " + context.getAwsRequestId(),
            level);
    ApiAnswer answer =
        ApiAnswer.of(problem.code().status(), problem.toJson(context.getAwsRequestId()));
    for (Map.Entry<String, String> header : problem.headers().entrySet()) {
      answer = answer.withHeader(header.getKey(), header.getValue());
    }
    return answer;
  }

  private static ApiAnswer answerTo(SdkException failure, Context context) {
    if (isThrottled(failure)) {
      return answerTo(
          Problem.of(ErrorCode.TOO_MANY_REQUESTS, "the store asks for less")
              .withHeader("retry-after", "1"),
          context);
    }
    if (failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      logFault(failure, context);
      return answerTo(
          Problem.of(ErrorCode.UNAVAILABLE, "the store did not answer in time")
              .withHeader("retry-after", "1"),
          context);
    }
    return answerToFault(failure, context);
  }

  /** A transaction says it in its reasons, one for each of its items. */
  private static boolean isThrottled(SdkException failure) {
    if (failure instanceof TransactionCanceledException cancelled) {
      return cancelled.cancellationReasons().stream()
          .map(CancellationReason::code)
          .anyMatch(
              code ->
                  code.equals("ThrottlingError") || code.equals("ProvisionedThroughputExceeded"));
    }
    return failure instanceof DynamoDbException refused && refused.isThrottlingException();
  }

  /** Bare: what went wrong inside is for the log, never for the caller. */
  private static ApiAnswer answerToFault(RuntimeException fault, Context context) {
    logFault(fault, context);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", ErrorCode.INTERNAL.title());
    body.put("status", ErrorCode.INTERNAL.status());
    body.put("code", ErrorCode.INTERNAL.code());
    body.put("request_id", context.getAwsRequestId());
    return ApiAnswer.of(ErrorCode.INTERNAL.status(), body);
  }

  private static void logFault(RuntimeException fault, Context context) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    context.getLogger().log("fault " + context.getAwsRequestId() + "\n" + trace, LogLevel.ERROR);
  }
}
