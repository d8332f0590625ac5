package dev.seveneight.local.http;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.shared.text.PercentEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a request as the event of payload format 2.0. See "Create AWS Lambda proxy integrations
 * for HTTP APIs" in the API Gateway Developer Guide.
 */
final class GatewayEvent {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * The only types, with {@code text/*}, that arrive as text. All others, and a body without a
   * type, arrive as base64. The guide only says "binary"; this list is the observed behaviour of
   * the gateway.
   */
  private static final Set<String> TEXT_TYPES =
      Set.of("application/json", "application/xml", "application/javascript");

  private GatewayEvent() {}

  /**
   * Returns the path as the gateway routes it and passes it on: decoded, and cut at a question mark
   * that appears by decoding.
   *
   * @throws PercentEncoding.MalformedException if its escapes are not UTF-8
   */
  static String path(Exchange exchange) throws PercentEncoding.MalformedException {
    String decoded = PercentEncoding.decode(exchange.rawPath());
    int questionMark = decoded.indexOf('?');
    return questionMark < 0 ? decoded : decoded.substring(0, questionMark);
  }

  static byte[] write(
      Exchange exchange,
      String path,
      Routes.Match match,
      String requestId,
      String domainName,
      Instant now,
      byte[] body) {
    String rawQuery = exchange.rawQuery();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", match.route().key());
    event.put("rawPath", path);
    event.put("rawQueryString", rawQuery);
    List<String> cookies = cookies(exchange.headers());
    if (!cookies.isEmpty()) {
      event.put("cookies", cookies);
    }
    event.put("headers", headers(exchange));
    if (!rawQuery.isEmpty()) {
      event.put("queryStringParameters", queryParameters(rawQuery));
    }
    event.put("requestContext", context(exchange, path, match, requestId, domainName, now));
    if (!match.pathParameters().isEmpty()) {
      event.put("pathParameters", match.pathParameters());
    }
    Optional<String> text =
        exchange.header("Content-Type").filter(GatewayEvent::isText).flatMap(type -> utf8(body));
    if (body.length > 0) {
      event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
    }
    event.put("isBase64Encoded", body.length > 0 && text.isEmpty());
    try {
      return JSON.std.asString(event).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> context(
      Exchange exchange,
      String path,
      Routes.Match match,
      String requestId,
      String domainName,
      Instant now) {
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("method", exchange.method());
    http.put("path", path);
    http.put("protocol", exchange.protocol());
    http.put("sourceIp", exchange.remoteAddress());
    http.put("userAgent", exchange.header("User-Agent").orElse(""));
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("accountId", "000000000000");
    context.put("apiId", "local");
    context.put("domainName", domainName);
    context.put("domainPrefix", "localhost");
    context.put("http", http);
    context.put("requestId", requestId);
    context.put("routeKey", match.route().key());
    context.put("stage", "$default");
    context.put("time", TIME.format(now));
    context.put("timeEpoch", now.toEpochMilli());
    return context;
  }

  private static Map<String, String> headers(Exchange exchange) {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .headers()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    headers.remove("cookie");
    headers.put("x-forwarded-for", exchange.remoteAddress());
    headers.put("x-forwarded-port", Integer.toString(exchange.localPort()));
    headers.put("x-forwarded-proto", "http");
    return headers;
  }

  private static List<String> cookies(Map<String, List<String>> headers) {
    return headers.getOrDefault("Cookie", List.of()).stream()
        .flatMap(line -> List.of(line.split(";", -1)).stream())
        .map(String::trim)
        .filter(cookie -> !cookie.isEmpty())
        .toList();
  }

  private static Map<String, String> queryParameters(String rawQuery) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        parameters.merge(name, value, (first, next) -> first + "," + next);
      }
    }
    return parameters;
  }

  /**
   * Returns a text with broken escapes as it is. The map is for people who read events: the
   * functions parse the raw query string.
   */
  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      return encoded;
    }
  }

  /**
   * Returns the text of a body; empty if it is not UTF-8. API Gateway would pass on U+FFFD for such
   * bytes, and a function could not always detect that. Here the function gets the bytes.
   */
  private static Optional<String> utf8(byte[] body) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isText(String contentType) {
    String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    return type.startsWith("text/") || TEXT_TYPES.contains(type);
  }
}
