package dev.seveneight.local.http;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.local.console.StandardError;
import dev.seveneight.local.lambda.FunctionFailedException;
import dev.seveneight.local.lambda.LambdaFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the one call of Lambda's API that an operator needs: invoke a function and wait for its
 * reply. So {@code aws lambda invoke --endpoint-url http://localhost:3000} works on a laptop. It is
 * the only way to reach the functions without a route. Programs on this machine may call it. Pages
 * from any site may not: a browser sends {@code Origin} with a page's posts, and asks the server
 * before a page may send JSON or a signature.
 *
 * <p>Handles {@code POST} of exactly Lambda's path and leaves everything else to the gateway. No
 * path of the API begins with a date.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class InvokeApi {
  private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

  /**
   * A name, optionally followed by an alias or a version, or an ARN, whose beginning may be
   * missing.
   */
  private static final Pattern NAME =
      Pattern.compile("(?:(?:[^:]+:)*function:)?([A-Za-z0-9_-]+)(?::[^:]+)?");

  private static final String ONLY_TYPE = "RequestResponse";

  /** The content types that AWS's SDKs send for a payload, in addition to JSON. */
  private static final Set<String> PAYLOAD_TYPES =
      Set.of(
          "application/json",
          "application/octet-stream",
          "application/x-amz-json-1.0",
          "application/x-amz-json-1.1");

  private static final String SIGNATURE = "AWS4-";

  private final Map<String, LambdaFunction> functions;

  /**
   * Offers functions.
   *
   * @param functions the functions by logical id, which is their name here
   */
  InvokeApi(Map<String, LambdaFunction> functions) {
    this.functions = Map.copyOf(functions);
  }

  /**
   * Handles a request if it is one for Lambda. Returns whether it was.
   *
   * @param path the decoded path, because the AWS CLI escapes the colons of an ARN
   */
  boolean answer(Exchange exchange, String path) throws IOException, InterruptedException {
    Matcher invocation = PATH.matcher(path);
    if (!exchange.method().equals("POST") || !invocation.matches()) {
      return false;
    }
    answerInvocation(exchange, invocation.group(1));
    return true;
  }

  private void answerInvocation(Exchange exchange, String name)
      throws IOException, InterruptedException {
    byte[] event = exchange.body();
    Optional<LambdaFunction> function = function(name);
    Optional<String> type = exchange.header("X-Amz-Invocation-Type");
    if (exchange.header("Origin").isPresent()) {
      refuse(exchange, 403, "AccessDeniedException", "A page must not invoke functions");
    } else if (!isFromAProgram(exchange)) {
      refuse(
          exchange,
          415,
          "UnsupportedMediaTypeException",
          "Send Content-Type: application/json, or sign the request as AWS's tools do");
    } else if (function.isEmpty()) {
      refuse(exchange, 404, "ResourceNotFoundException", "Function not found: " + name);
    } else if (type.isPresent() && !type.get().equals(ONLY_TYPE)) {
      refuse(
          exchange,
          400,
          "InvalidParameterValueException",
          "Only the invocation type " + ONLY_TYPE + " is played here, not " + type.get());
    } else if (event.length > LambdaFunction.PAYLOAD_LIMIT) {
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

  /**
   * Whether a page cannot send such a request without asking the server first: a request with JSON,
   * or in the form of AWS's tools. The SDK for Python and the AWS CLI send no content type, but a
   * signature.
   */
  private static boolean isFromAProgram(Exchange exchange) {
    String type =
        exchange
            .header("Content-Type")
            .orElse("")
            .split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT);
    boolean isSigned =
        exchange.header("Authorization").filter(value -> value.startsWith(SIGNATURE)).isPresent();
    return PAYLOAD_TYPES.contains(type) || (type.isEmpty() && isSigned);
  }

  private Optional<LambdaFunction> function(String name) {
    Matcher form = NAME.matcher(name);
    return form.matches() ? Optional.ofNullable(functions.get(form.group(1))) : Optional.empty();
  }

  private static void invoke(Exchange exchange, LambdaFunction function, byte[] event)
      throws IOException, InterruptedException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Amz-Executed-Version", "$LATEST");
    byte[] answer;
    try {
      answer = function.invoke(event);
    } catch (FunctionFailedException e) {
      StandardError.report("The invocation failed", e);
      headers.put("X-Amz-Function-Error", "Unhandled");
      answer = json(failure(e));
    }
    send(exchange, 200, headers, answer);
  }

  /** Returns Lambda's message for an exception, a timeout or a reply that is too large. */
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

  private static void refuse(Exchange exchange, int status, String type, String message)
      throws IOException {
    send(
        exchange,
        status,
        Map.of("x-amzn-ErrorType", type),
        json(Map.of("Type", "User", "Message", message)));
  }

  private static void send(Exchange exchange, int status, Map<String, String> headers, byte[] body)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/json");
    exchange.send(status, List.copyOf(all.entrySet()), body);
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
