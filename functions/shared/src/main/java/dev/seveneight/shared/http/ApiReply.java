package dev.seveneight.shared.http;

import dev.seveneight.shared.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. Immutable.
 *
 * @param status the HTTP status
 * @param headers the headers beside the content type
 * @param body what becomes JSON, or a text
 */
public record ApiReply(int status, Map<String, String> headers, Object body) {
  /** 200 with a body. */
  public static ApiReply ok(Object body) {
    return new ApiReply(200, Map.of(), body);
  }

  /** 200 with a text of this media type. */
  public static ApiReply text(String mediaType, String text) {
    return new ApiReply(200, Map.of(HeaderName.CONTENT_TYPE, mediaType), new Text(text));
  }

  /** A body that is no JSON. */
  private record Text(String text) {}

  /** A status with a body. */
  public static ApiReply of(int status, Object body) {
    return new ApiReply(status, Map.of(), body);
  }

  /** This answer with a header. */
  public ApiReply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiReply(status, more, body);
  }

  /** This answer to {@code HEAD}: it has no body, and says how long that of {@code GET} is. */
  public ApiReply withoutBody() {
    int length = bodyText().getBytes(StandardCharsets.UTF_8).length;
    return new ApiReply(status, headers, new Text(""))
        .withHeader(HeaderName.CONTENT_LENGTH, String.valueOf(length));
  }

  private String bodyText() {
    return body instanceof Text text ? text.text() : Json.write(body);
  }

  /** What the function gives back to the HTTP API. */
  public Map<String, Object> toEvent() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        HeaderName.CONTENT_TYPE, status < 400 ? "application/json" : "application/problem+json");
    // Answers hold personal data and change at any time: nothing between here and the caller keeps
    // them.
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
