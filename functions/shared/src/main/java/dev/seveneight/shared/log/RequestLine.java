package dev.seveneight.shared.log;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one line that the log has of each request: which key asked for what, and what it was
 * answered.
 *
 * <pre>
 * request key=01m81rb9g20skrb06mkp6e51d4 project=acme route="POST /v1/survey_responses" status=201
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
   * The line of what an operator asks of a function without routes. It has the action in the place
   * of a route.
   *
   * @param request what was sent; what is no name in it is left out
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

  /** Says which key asks. */
  public void caller(String keyId, String projectId) {
    key = keyId;
    project = projectId;
  }

  /** Says what is asked for. */
  public void route(String methodAndPath) {
    route = methodAndPath;
  }

  /**
   * Writes the line.
   *
   * @param result what was answered, such as {@code status=201}
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
