package dev.seveneight.shared.http;

import dev.seveneight.shared.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reply of the API. Immutable.
 *
 * @param status the HTTP status
 * @param headers the headers, without the content type
 * @param body an object that becomes JSON, or a text
 */
public record ApiReply(int status, Map<String, String> headers, Object body) {
  /** Returns a 200 with a body. */
  public static ApiReply ok(Object body) {
    return new ApiReply(200, Map.of(), body);
  }

  /** Returns a 200 with a text of this media type. */
  public static ApiReply text(String mediaType, String text) {
    return new ApiReply(200, Map.of(HeaderName.CONTENT_TYPE, mediaType), new Text(text));
  }

  /** A body that is not JSON. */
  private record Text(String text) {}

  /** Returns a reply with a status and a body. */
  public static ApiReply of(int status, Object body) {
    return new ApiReply(status, Map.of(), body);
  }

  /** Returns this reply with another header. */
  public ApiReply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiReply(status, more, body);
  }

  /** Returns this reply as the reply to {@code HEAD}: without the body, but with its length. */
  public ApiReply withoutBody() {
    int length = bodyText().getBytes(StandardCharsets.UTF_8).length;
    return new ApiReply(status, headers, new Text(""))
        .withHeader(HeaderName.CONTENT_LENGTH, String.valueOf(length));
  }

  private String bodyText() {
    return body instanceof Text text ? text.text() : Json.write(body);
  }

  /** Returns the event that the function returns to the HTTP API. */
  public Map<String, Object> toEvent() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        HeaderName.CONTENT_TYPE, status < 400 ? "application/json" : "application/problem+json");
    // Replies contain personal data and change at any time, so no cache may keep them.
    all.put(HeaderName.CACHE_CONTROL, "no-store");
    all.putAll(headers);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("statusCode", status);
    event.put("headers", all);
    event.put("body", bodyText());
    event.put("isBase64Encoded", false);
    return event;
  }
}
