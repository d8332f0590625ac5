package dev.seveneight.shared.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.RequestLine;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Function;

/**
 * An invocation of a function without routes, by an operator or a schedule. The reply to an invalid
 * request is a problem. Any other failure fails the invocation. The log gets one line per call and
 * one per change.
 */
public final class OperatorCall {
  private OperatorCall() {}

  /** Handles an invocation and writes the reply. */
  public static void reply(
      InputStream event,
      OutputStream output,
      Context context,
      Function<Object, Map<String, Object>> endpoint) {
    RequestLine line = new RequestLine();
    try {
      Object request = Json.readInvocation(event);
      line = RequestLine.ofOperator(request);
      Map<String, Object> reply =
          ChangeLog.of(context.getLogger(), ChangeLog.OPERATOR)
              .during(() -> endpoint.apply(request));
      line.write(context, "status=200", LogLevel.INFO);
      Json.write(reply, output);
    } catch (Problem problem) {
      line.write(
          context,
          "status=" + problem.code().status() + " code=" + problem.code().code(),
          LogLevel.INFO);
      Json.write(problem.toJson(context.getAwsRequestId()), output);
    } catch (RuntimeException e) {
      line.write(context, "failed", LogLevel.ERROR);
      throw e;
    }
  }
}
