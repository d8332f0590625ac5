package dev.seveneight.shared.http;

import java.util.Locale;

/**
 * Every way in which a request can fail: a stable code for programs, a status for HTTP, a title for
 * people.
 */
public enum ErrorCode {
  /** The body is not JSON, not CSV or not UTF-8. */
  MALFORMED_BODY(400, "The body cannot be read"),
  /** The query string cannot be read. */
  MALFORMED_QUERY(400, "The query string cannot be read"),
  /** The key is missing or unknown. */
  UNAUTHORIZED(401, "A valid API key is needed"),
  /** The key may not do this. */
  INSUFFICIENT_SCOPE(403, "The key may not do this"),
  /** The path or the thing does not exist. */
  NOT_FOUND(404, "Not found"),
  /** The path exists, but not with this method. */
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  /** The header {@code Accept} excludes every format that the path can reply in. */
  NOT_ACCEPTABLE(406, "The format is not available"),
  /** Another request was sent with the same idempotency key before. */
  IDEMPOTENCY_CONFLICT(409, "The idempotency key stands for another request"),
  /** Other requests keep changing the same thing. */
  CONCURRENT_CHANGE(409, "It was changed at the same time"),
  /** The response of this idempotency key was deleted. */
  DELETED(410, "Deleted before"),
  /** The settings have changed since the caller read them. */
  PRECONDITION_FAILED(412, "The settings have changed"),
  /** The body is too large. */
  PAYLOAD_TOO_LARGE(413, "The body is too large"),
  /** The media type of the body is not accepted here. */
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not taken here"),
  /** Fields or parameters break a rule. The problem lists them. */
  VALIDATION_FAILED(422, "The request is not valid"),
  /** The header {@code If-Match} is missing. */
  PRECONDITION_REQUIRED(428, "If-Match is needed"),
  /** DynamoDB throttles requests. */
  TOO_MANY_REQUESTS(429, "Too many requests"),
  /** A fault of Seven-Eight. */
  INTERNAL(500, "Internal server error"),
  /** The path is Delighted's, and its function is not implemented here. */
  NOT_IMPLEMENTED(501, "Not implemented here"),
  /**
   * DynamoDB did not reply in time. It is safe to repeat the request with the same idempotency key.
   */
  UNAVAILABLE(503, "Not available for the moment");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether an operator should look at it, because the caller cannot correct it. */
  public boolean isFault() {
    return status >= 500 && this != NOT_IMPLEMENTED;
  }

  /** Returns a short text for people. */
  public String title() {
    return title;
  }

  /** Returns the stable code in replies. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
