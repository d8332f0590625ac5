package dev.seveneight.local.http;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gateway's reply to the client. Immutable. */
final class GatewayReply {
  static final GatewayReply FUNCTION_FAILED = own(500, "Internal Server Error");
  static final GatewayReply UNAVAILABLE = own(503, "Service Unavailable");
  static final GatewayReply BODY_TOO_LARGE = own(413, "Request Entity Too Large");
  static final GatewayReply HEADERS_TOO_LARGE = own(431, "Request Header Fields Too Large");
  static final GatewayReply BAD_REQUEST = own(400, "Bad Request");
  static final GatewayReply NO_ROUTE = own(404, "Not Found");

  /** A reply of the local server only: the request was meant for another server. */
  static final GatewayReply MISDIRECTED =
      new GatewayReply(
          421,
          List.of(Map.entry("Content-Type", "application/problem+json")),
          """
          {"type":"about:blank","title":"Misdirected Request","status":421,"code":"misdirected_request",\
          "detail":"this server is called localhost; start it with -Dhosts=NAME to give it another name"}"""
              .getBytes(StandardCharsets.UTF_8));

  private static final String CONTENT_TYPE = "Content-Type";

  /** Headers of the connection, not of the reply. */
  private static final Set<String> CONNECTION_HEADERS =
      Set.of("connection", "date", "transfer-encoding");

  private final int status;
  private final List<Map.Entry<String, String>> headers;
  private final byte[] body;

  private GatewayReply(int status, List<Map.Entry<String, String>> headers, byte[] body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  int status() {
    return status;
  }

  /** Returns the headers, spelled as the function spelled them. A name may occur twice. */
  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  byte[] body() {
    return body.clone();
  }

  /** Returns a reply of the gateway itself, which no function can change. */
  private static GatewayReply own(int status, String message) {
    return new GatewayReply(
        status,
        List.of(Map.entry(CONTENT_TYPE, "application/json")),
        ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a function's reply in payload format 2.0. JSON without a status is a valid reply too: it
   * is the body, with status 200.
   *
   * @return empty if the reply is not valid
   */
  static Optional<GatewayReply> read(byte[] functionAnswer) {
    try {
      Object json = JSON.std.anyFrom(functionAnswer);
      if (json instanceof Map<?, ?> answer && answer.containsKey("statusCode")) {
        return Optional.of(shaped(answer));
      }
      return Optional.of(
          new GatewayReply(
              200, List.of(Map.entry(CONTENT_TYPE, "application/json")), functionAnswer));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static GatewayReply shaped(Map<?, ?> answer) {
    if (!(answer.get("statusCode") instanceof Integer status) || status < 200 || status > 599) {
      throw new IllegalArgumentException("statusCode");
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    if (answer.get("headers") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> header(headers, (String) name, value));
    }
    if (headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE))) {
      headers.add(Map.entry(CONTENT_TYPE, "text/plain;charset=UTF-8"));
    }
    if (answer.get("cookies") instanceof List<?> cookies) {
      cookies.forEach(cookie -> headers.add(Map.entry("Set-Cookie", String.valueOf(cookie))));
    }
    return new GatewayReply(status, headers, body(answer));
  }

  private static void header(List<Map.Entry<String, String>> headers, String name, Object value) {
    if (value instanceof Map || value instanceof List) {
      throw new IllegalArgumentException(name);
    }
    String text = String.valueOf(value);
    if (name.isEmpty() || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(name);
    }
    if (name.equalsIgnoreCase("www-authenticate")) {
      // Renamed like on API Gateway, so that no browser asks its user for a password on the
      // gateway's behalf.
      headers.add(Map.entry("x-amzn-remapped-www-authenticate", text));
    } else if (!CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      headers.add(Map.entry(name, text));
    }
  }

  private static byte[] body(Map<?, ?> answer) {
    Object body = answer.get("body");
    if (body == null) {
      return new byte[0];
    }
    if (!(body instanceof String text)) {
      throw new IllegalArgumentException("body");
    }
    return Boolean.TRUE.equals(answer.get("isBase64Encoded"))
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
