package dev.seveneight.shared.log;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The log line of a request: the key, the route and the result.
 *
 * <pre> request key=01m81rb9g20skrb06mkp6e51d4 project=acme route="POST /v1/survey_responses"
 * status=201
 * </pre>
 *
 * <p>It has the route and not the path, because a path can hold personal data. Lambda adds the time
 * and the invocation's id. Not safe for use by several threads.
 */
public final class RequestLine {
  private static final String UNKNOWN = "-";
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,40}");

  private String key = UNKNOWN;
  private String project = UNKNOWN;
  private String route = UNKNOWN;

  /**
   * Returns the line of an operator's request to a function without routes. It has the action
   * instead of a route.
   *
   * @param request the request; a value that is not a name is left out
   */
  public static RequestLine ofOperator(Object request) {
    RequestLine line = new RequestLine();
    if (request instanceof Map<?, ?> fields) {
      line.caller(ChangeLog.OPERATOR, name(fields.get("project")));
      line.route(name(fields.get("action")));
    }
    return line;
  }

  private static String name(Object value) {
    return value instanceof String text && NAME.matcher(text).matches() ? text : UNKNOWN;
  }

  /** Sets the key of the request. */
  public void caller(String keyId, String projectId) {
    key = keyId;
    project = projectId;
  }

  /** Sets the route of the request. */
  public void route(String methodAndPath) {
    route = methodAndPath;
  }

  /**
   * Writes the line.
   *
   * @param result the result, such as {@code status=201}
   */
  public void write(Context context, String result, LogLevel level) {
    context
        .getLogger()
        .log(
            "request key=%s project=%s route=\"%s\" %s request=%s"
                .formatted(key, project, route, result, context.getAwsRequestId()),
            level);
  }
}
