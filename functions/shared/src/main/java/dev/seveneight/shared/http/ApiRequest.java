package dev.seveneight.shared.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request, decoded from the HTTP API's event (payload format 2.0). Immutable.
 *
 * @param method the HTTP method
 * @param path the path without a trailing {@code .json}, percent escapes resolved
 * @param query the query string as it came
 * @param headers the headers, names in lower case
 * @param body the body, without a byte order mark; empty for no body
 * @param domain the domain name that was called
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Payload
 *     format</a>
 */
public record ApiRequest(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String body,
    String domain) {
  /** The method that asks for a reply without its body. */
  public static final String HEAD = "HEAD";

  /** A caller that accepts this also understands JSON. */
  private static final String PROBLEM = "application/problem+json";

  private static final String JSON_SUFFIX = ".json";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final char REPLACEMENT = '\uFFFD';

  /** Decodes a request from the event of the invocation. */
  public static ApiRequest fromEvent(Map<String, Object> event) {
    Map<?, ?> context = (Map<?, ?>) event.get("requestContext");
    Map<?, ?> http = (Map<?, ?>) context.get("http");
    Map<String, String> headers = new HashMap<>();
    if (event.get("headers") instanceof Map<?, ?> given) {
      given.forEach(
          (name, value) ->
              headers.put(((String) name).toLowerCase(Locale.ROOT), asUtf8((String) value)));
    }
    String path = (String) event.get("rawPath");
    return new ApiRequest(
        (String) http.get("method"),
        path.endsWith(JSON_SUFFIX) ? path.substring(0, path.length() - JSON_SUFFIX.length()) : path,
        event.get("rawQueryString") instanceof String query ? query : "",
        headers,
        bodyOf(event, Optional.ofNullable(headers.get("content-length"))),
        context.get("domainName") instanceof String domain ? domain : "localhost");
  }

  /** Whether an event asks for a reply without its body. */
  public static boolean isForHead(Map<String, Object> event) {
    return event.get("requestContext") instanceof Map<?, ?> context
        && context.get("http") instanceof Map<?, ?> http
        && HEAD.equals(http.get("method"));
  }

  /** Returns a header's value as UTF-8. HTTP servers decode headers as Latin-1. */
  private static String asUtf8(String value) {
    if (value.chars().allMatch(c -> c < 0x80) || value.chars().anyMatch(c -> c > 0xFF)) {
      return value;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  private static String bodyOf(Map<String, Object> event, Optional<String> contentLength) {
    if (!(event.get("body") instanceof String body)) {
      return "";
    }
    boolean isBase64 = Boolean.TRUE.equals(event.get("isBase64Encoded"));
    if (!isBase64 && contentLength.isPresent() && isDamaged(body, contentLength.get())) {
      throw notUtf8(body.substring(0, body.indexOf(REPLACEMENT)).getBytes(StandardCharsets.UTF_8));
    }
    String text = isBase64 ? utf8(Base64.getDecoder().decode(body)) : body;
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /**
   * Whether the gateway replaced invalid UTF-8. It decodes JSON and text itself and replaces
   * invalid bytes by U+FFFD. U+FFFD has three bytes, so the body is longer than the one that was
   * sent, unless everything that was replaced had three bytes too (the beginning of a four-byte
   * character).
   */
  private static boolean isDamaged(String body, String contentLength) {
    return body.indexOf(REPLACEMENT) >= 0
        && !contentLength.strip().equals(String.valueOf(utf8Length(body)));
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String utf8(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      // The decoder stops at the bytes that it cannot read.
      throw notUtf8(Arrays.copyOf(bytes, buffer.position()));
    }
  }

  /** Returns the problem of a body with invalid UTF-8 after this beginning. */
  private static Problem notUtf8(byte[] readable) {
    int line = 1;
    for (byte each : readable) {
      line += each == '\n' ? 1 : 0;
    }
    return Problem.of(ErrorCode.MALFORMED_BODY, "the body is not UTF-8, from line " + line + " on");
  }

  /** Returns a header by its name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
  }

  /** Whether the caller prefers the first media type to the other. */
  public boolean prefers(String mediaType, String other) {
    return accept().prefers(mediaType, other);
  }

  /**
   * Checks that the caller accepts a reply with one of these media types.
   *
   * @throws Problem 406 if not
   */
  public void requireAcceptable(List<String> mediaTypes) {
    Accept accept = accept();
    if (mediaTypes.stream().noneMatch(accept::takes) && !accept.names(PROBLEM)) {
      throw Problem.of(
          ErrorCode.NOT_ACCEPTABLE,
          "replies of this path are " + String.join(" or ", mediaTypes) + "; Accept excludes that");
    }
  }

  private Accept accept() {
    return Accept.of(header("accept").orElse("*/*"));
  }

  /** Whether the body has this media type. */
  public boolean isOfMediaType(String mediaType) {
    return header("content-type")
        .filter(given -> given.split(";", -1)[0].strip().equalsIgnoreCase(mediaType))
        .isPresent();
  }

  /**
   * Checks that the body has this media type. A body without a type is accepted.
   *
   * @throws Problem 415 if the body has another type or another charset than UTF-8
   */
  public void requireMediaType(String mediaType) {
    Optional<String> given = header("content-type");
    if (given.isEmpty()) {
      return;
    }
    String[] parts = given.get().split(";", -1);
    boolean right = parts[0].strip().equalsIgnoreCase(mediaType);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      right &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    if (!right) {
      throw Problem.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "send the body as " + mediaType + " in UTF-8");
    }
  }

  /**
   * Checks that the body is not larger than this.
   *
   * @throws Problem 413 if it is
   */
  public void requireAtMost(int bytes) {
    int length = utf8Length(body);
    if (length > bytes) {
      throw Problem.of(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "the body has " + length + " bytes; at most " + bytes + " are taken here");
    }
  }
}
