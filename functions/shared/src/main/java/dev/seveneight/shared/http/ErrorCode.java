package dev.seveneight.shared.http;

import java.util.Locale;

/**
 * Every way in which a request can fail: a stable code for programs, a status for HTTP, a title for
 * people.
 */
public enum ErrorCode {
  /** The body is not JSON, or not CSV, or is no UTF-8. */
  MALFORMED_BODY(400, "The body cannot be read"),
  /** The query string cannot be read. */
  MALFORMED_QUERY(400, "The query string cannot be read"),
  /** There is no key, or none that is known. */
  UNAUTHORIZED(401, "A valid API key is needed"),
  /** The key may not do this. */
  INSUFFICIENT_SCOPE(403, "The key may not do this"),
  /** There is no such path, or no such thing. */
  NOT_FOUND(404, "Not found"),
  /** The path is there, but not with this method. */
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  /** The header {@code Accept} excludes every format that the path can reply in. */
  NOT_ACCEPTABLE(406, "The format is not available"),
  /** Another request was sent under the same idempotency key before. */
  IDEMPOTENCY_CONFLICT(409, "The idempotency key stands for another request"),
  /** Somebody else keeps changing the same thing. */
  CONCURRENT_CHANGE(409, "It was changed at the same time"),
  /** What this idempotency key stood for was deleted. */
  DELETED(410, "Deleted before"),
  /** The settings are not those that the caller has seen. */
  PRECONDITION_FAILED(412, "The settings have changed"),
  /** The body is too large. */
  PAYLOAD_TOO_LARGE(413, "The body is too large"),
  /** The body is of a kind that is not taken here. */
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not taken here"),
  /** Fields or parameters break a rule; the list says which. */
  VALIDATION_FAILED(422, "The request is not valid"),
  /** The header {@code If-Match} is missing. */
  PRECONDITION_REQUIRED(428, "If-Match is needed"),
  /** The store asks for less. */
  TOO_MANY_REQUESTS(429, "Too many requests"),
  /** A fault of ours. */
  INTERNAL(500, "Internal server error"),
  /** The path is Delighted's, and what it did is not done here. */
  NOT_IMPLEMENTED(501, "Not implemented here"),
  /**
   * The store did not answer in time. Sending the same request again, under an idempotency key, is
   * safe.
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

  /** Whether somebody of ours should look at it: it is not the caller's to change. */
  public boolean isFault() {
    return status >= 500 && this != NOT_IMPLEMENTED;
  }

  /** What people read first. */
  public String title() {
    return title;
  }

  /** The stable code that answers carry. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
