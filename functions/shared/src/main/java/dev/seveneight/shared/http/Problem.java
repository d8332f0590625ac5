package dev.seveneight.shared.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Thrown when a request fails for a reason that the caller can understand. Any other exception is a
 * fault of Seven-Eight and becomes a 500 without details.
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
    // No stack trace: a problem is a reply, and never logged as a fault.
    super(detail, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
  }

  /** Returns a problem with a detail for the caller. */
  public static Problem of(ErrorCode code, String detail) {
    return new Problem(code, detail, List.of(), Map.of());
  }

  /** Returns the problem that fields or parameters break rules. */
  public static Problem invalid(List<FieldError> errors) {
    return new Problem(
        ErrorCode.VALIDATION_FAILED,
        errors.size() == 1 ? errors.get(0).summary() : errors.size() + " fields break a rule",
        errors,
        Map.of());
  }

  /** Returns the problem that one field or parameter breaks a rule. */
  public static Problem invalid(String field, Rule rule, String message) {
    return invalid(List.of(new FieldError(field, rule, message)));
  }

  /** Returns this problem with a header in its reply. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(code, getMessage(), errors, more);
  }

  /** Returns the kind of problem. */
  public ErrorCode code() {
    return code;
  }

  /** Returns the fields that break rules; empty for other problems. */
  public List<FieldError> errors() {
    return errors;
  }

  /** Returns the additional headers of its reply. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the problem's JSON in replies. */
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
