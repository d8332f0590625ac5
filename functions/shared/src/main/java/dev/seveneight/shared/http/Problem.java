package dev.seveneight.shared.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that cannot be done for a reason that the caller can understand. Everything else that
 * is thrown is a fault of ours and becomes a bare 500.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final transient List<FieldError> errors;
  private final transient Map<String, String> headers;

  private Problem(
      ErrorCode code, String detail, List<FieldError> errors, Map<String, String> headers) {
    // No stack trace: a problem is an answer, and never logged as a fault.
    super(detail, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
  }

  /** A problem with what the caller should know of it. */
  public static Problem of(ErrorCode code, String detail) {
    return new Problem(code, detail, List.of(), Map.of());
  }

  /** Fields or parameters that break rules. */
  public static Problem invalid(List<FieldError> errors) {
    return new Problem(
        ErrorCode.VALIDATION_FAILED,
        errors.size() == 1 ? errors.get(0).summary() : errors.size() + " fields break a rule",
        errors,
        Map.of());
  }

  /** One field or parameter that breaks a rule. */
  public static Problem invalid(String field, Rule rule, String message) {
    return invalid(List.of(new FieldError(field, rule, message)));
  }

  /** This problem with a header in its answer. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(code, getMessage(), errors, more);
  }

  /** Which problem it is. */
  public ErrorCode code() {
    return code;
  }

  /** The fields that break rules; none for other problems. */
  public List<FieldError> errors() {
    return errors;
  }

  /** The headers that its answer has beside the usual ones. */
  public Map<String, String> headers() {
    return headers;
  }

  /** As answers show it. */
  public Map<String, Object> toJson(String requestId) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "about:blank");
    json.put("title", code.title());
    json.put("status", code.status());
    json.put("code", code.code());
    if (getMessage() != null) {
      json.put("detail", getMessage());
    }
    json.put("request_id", requestId);
    if (!errors.isEmpty()) {
      json.put("errors", errors.stream().map(FieldError::toJson).toList());
    }
    return json;
  }
}
