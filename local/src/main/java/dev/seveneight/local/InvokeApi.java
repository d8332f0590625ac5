package dev.seveneight.local;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for the one call of Lambda's API that an operator needs: invoke a function and wait for
 * its answer. So {@code aws lambda invoke --endpoint-url http://localhost:3000} works on a laptop;
 * the functions without a route are reached in no other way. Who calls is not checked: whoever
 * reaches the loopback interface may.
 *
 * <p>Takes {@code POST} of exactly Lambda's path and leaves everything else to the gateway. No path
 * of the API begins with a date.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class InvokeApi extends Filter {
  private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

  /** A name, with an alias or a version behind it, or an ARN, which may lack its beginning. */
  private static final Pattern NAME =
      Pattern.compile("(?:(?:[^:]+:)*function:)?([A-Za-z0-9_-]+)(?::[^:]+)?");

  private static final String ONLY_TYPE = "RequestResponse";

  private final Map<String, LambdaFunction> functions;

  /**
   * Offers functions.
   *
   * @param functions by logical id, which is their name here
   */
  InvokeApi(Map<String, LambdaFunction> functions) {
    this.functions = Map.copyOf(functions);
  }

  @Override
  public String description() {
    return "Lambda's Invoke";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    // With its escapes resolved: the AWS CLI escapes the colons of an ARN.
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    if (!exchange.getRequestMethod().equals("POST") || !path.matches()) {
      chain.doFilter(exchange);
      return;
    }
    try (exchange) {
      answer(exchange, path.group(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, String name) throws IOException, InterruptedException {
    byte[] event = exchange.getRequestBody().readNBytes(LambdaFunction.PAYLOAD_LIMIT + 1);
    Optional<LambdaFunction> function = function(name);
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    if (function.isEmpty()) {
      refuse(exchange, 404, "ResourceNotFoundException", "Function not found: " + name);
    } else if (type != null && !type.equals(ONLY_TYPE)) {
      refuse(
          exchange,
          400,
          "InvalidParameterValueException",
          "Only the invocation type " + ONLY_TYPE + " is played here, not " + type);
    } else if (event.length > LambdaFunction.PAYLOAD_LIMIT) {
      Gateway.discard(exchange.getRequestBody());
      refuse(exchange, 413, "RequestTooLargeException", "The request holds more than 6 MB");
    } else if (!isJson(event)) {
      refuse(
          exchange,
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json");
    } else {
      invoke(exchange, function.get(), event.length == 0 ? json(Map.of()) : event);
    }
  }

  private Optional<LambdaFunction> function(String name) {
    Matcher form = NAME.matcher(name);
    return form.matches() ? Optional.ofNullable(functions.get(form.group(1))) : Optional.empty();
  }

  private static void invoke(HttpExchange exchange, LambdaFunction function, byte[] event)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
    byte[] answer;
    try {
      answer = function.invoke(event);
    } catch (FunctionFailedException e) {
      StandardError.report("The invocation failed", e);
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
      answer = json(failure(e));
    }
    send(exchange, 200, answer);
  }

  /** What Lambda says about an exception, a timeout and too long an answer. */
  private static Map<String, Object> failure(FunctionFailedException failure) {
    Throwable cause = failure.getCause();
    Map<String, Object> told = new LinkedHashMap<>();
    if (cause == null) {
      told.put("errorMessage", failure.getMessage());
      told.put("errorType", "Function.ResponseSizeTooLarge");
    } else if (cause instanceof TimeoutException) {
      told.put("errorMessage", failure.getMessage());
      told.put("errorType", "Sandbox.Timedout");
    } else {
      told.put("errorMessage", cause.getMessage());
      told.put("errorType", cause.getClass().getName());
    }
    return told;
  }

  private static void refuse(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
    send(exchange, status, json(Map.of("Type", "User", "Message", message)));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream output = exchange.getResponseBody()) {
      output.write(body);
    }
  }

  private static boolean isJson(byte[] event) {
    try {
      if (event.length > 0) {
        JSON.std.anyFrom(event);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] json(Map<String, Object> fields) {
    try {
      return JSON.std.asString(fields).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
