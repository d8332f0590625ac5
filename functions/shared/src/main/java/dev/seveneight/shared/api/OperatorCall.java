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
 * An invocation of a function that has no route, by an operator or a schedule. What breaks a rule
 * is answered with a problem; everything else fails the invocation. The log gets a line of each
 * call and each change.
 */
public final class OperatorCall {
  private OperatorCall() {}

  /** Answers an invocation. */
  public static void answer(
      InputStream event,
      OutputStream output,
      Context context,
      Function<Object, Map<String, Object>> answers) {
    RequestLine line = new RequestLine();
    try {
      Object request = Json.readInvocation(event);
      line = RequestLine.ofOperator(request);
      Map<String, Object> answer =
          ChangeLog.of(context.getLogger(), ChangeLog.OPERATOR)
              .during(() -> answers.apply(request));
      line.write(context, "status=200", LogLevel.INFO);
      Json.write(answer, output);
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
