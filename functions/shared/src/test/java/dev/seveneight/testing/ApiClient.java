package dev.seveneight.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.text.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A client of the API without the network: each request becomes the event that the gateway would
 * make of it (payload format 2.0) and goes to the function that the template would choose.
 * Immutable.
 */
public final class ApiClient {
  private static final Pattern USUAL_SPELLING =
      Pattern.compile("ETag|WWW-Authenticate|[A-Z][a-z]+(-[A-Z][a-z]+)*");

  private final RequestStreamHandler ingest;
  private final RequestStreamHandler query;
  private final Map<String, String> headers;

  private ApiClient(
      RequestStreamHandler ingest, RequestStreamHandler query, Map<String, String> headers) {
    this.ingest = ingest;
    this.query = query;
    this.headers = headers;
  }

  /** A client without a key, which sends JSON. */
  public static ApiClient of(RequestStreamHandler ingest, RequestStreamHandler query) {
    return new ApiClient(ingest, query, Map.of("content-type", "application/json"));
  }

  /** This client with a key, which is sent as Delighted's clients send it. */
  public ApiClient withKey(String key) {
    byte[] credentials = (key + ":").getBytes(StandardCharsets.UTF_8);
    return withHeader("authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  /** This client with a header, in the place of one of the same name. */
  public ApiClient withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new ApiClient(ingest, query, more);
  }

  /** This client without a header. */
  public ApiClient withoutHeader(String name) {
    Map<String, String> fewer = new TreeMap<>(headers);
    fewer.remove(name.toLowerCase(Locale.ROOT));
    return new ApiClient(ingest, query, fewer);
  }

  /** Sends {@code GET}. */
  public Answer get(String pathAndQuery) {
    return send("GET", pathAndQuery, "");
  }

  /** Sends {@code POST}. */
  public Answer post(String pathAndQuery, String body) {
    return send("POST", pathAndQuery, body);
  }

  /** Sends {@code PUT}. */
  public Answer put(String pathAndQuery, String body) {
    return send("PUT", pathAndQuery, body);
  }

  /** Sends {@code DELETE}. */
  public Answer delete(String pathAndQuery) {
    return send("DELETE", pathAndQuery, "");
  }

  /** Sends a request with a body, which may be empty. */
  public Answer send(String method, String pathAndQuery, String body) {
    return send(method, pathAndQuery, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a request with a body of any bytes. */
  public Answer send(String method, String pathAndQuery, byte[] body) {
    RequestStreamHandler function =
        switch (method) {
          case "POST", "PUT", "PATCH", "DELETE" -> ingest;
          default -> query;
        };
    TestInvocation invocation = new TestInvocation();
    Map<?, ?> answer =
        (Map<?, ?>)
            Json.readStored(
                invocation.call(function, Json.write(event(method, pathAndQuery, body))));
    Map<String, Object> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ((Map<?, ?>) answer.get("headers"))
        .forEach((name, value) -> answered.put((String) name, value));
    // Some clients look a header up by its usual spelling.
    assertThat(List.copyOf(answered.keySet())).allMatch(USUAL_SPELLING.asMatchPredicate());
    return new Answer(
        (Integer) answer.get("statusCode"),
        answered,
        (String) answer.get("body"),
        invocation.log());
  }

  private Map<String, Object> event(String method, String pathAndQuery, byte[] body) {
    int questionMark = pathAndQuery.indexOf('?');
    String path = path(questionMark < 0 ? pathAndQuery : pathAndQuery.substring(0, questionMark));
    Map<String, String> sent = new TreeMap<>(headers);
    if (body.length > 0) {
      sent.put("content-length", String.valueOf(body.length));
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("rawPath", path);
    event.put("rawQueryString", questionMark < 0 ? "" : pathAndQuery.substring(questionMark + 1));
    event.put("headers", sent);
    event.put(
        "requestContext",
        Map.of(
            "domainName", "api.example.com",
            "stage", "$default",
            "http", Map.of("method", method, "path", path, "protocol", "HTTP/1.1")));
    boolean text = isText(headers.getOrDefault("content-type", ""));
    if (body.length > 0) {
      event.put(
          "body",
          text
              ? new String(body, StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(body));
    }
    event.put("isBase64Encoded", body.length > 0 && !text);
    return event;
  }

  /**
   * The gateway decodes a path and cuts it at a question mark that appears by that. A path that has
   * no valid escapes is taken as decoded.
   */
  private static String path(String escaped) {
    try {
      return PercentEncoding.decode(escaped).split("\\?", 2)[0];
    } catch (PercentEncoding.MalformedException e) {
      return escaped;
    }
  }

  /** What the gateway hands on as text; everything else comes as base64. */
  private static boolean isText(String contentType) {
    return contentType.startsWith("application/json") || contentType.startsWith("text/");
  }
}
