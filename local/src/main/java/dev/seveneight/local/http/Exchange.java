package dev.seveneight.local.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** A request over HTTP and the reply to it. Not safe for use by several threads. */
public final class Exchange {
  private static final HttpHeader NOT_KNOWN = null;
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

  private final Request request;
  private final Response response;
  private final byte[] body;

  /**
   * Creates a request with its whole body.
   *
   * @param body the body; of a body that is too large, more bytes than any function accepts
   */
  Exchange(Request request, Response response, byte[] body) {
    this.request = request;
    this.response = response;
    this.body = body;
  }

  String method() {
    return request.getMethod();
  }

  /** Returns the path with its escapes. */
  String rawPath() {
    return request.getHttpURI().getPath();
  }

  /** Returns the query string with its escapes; empty if there is none. */
  String rawQuery() {
    return Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
  }

  /** Returns the protocol, such as {@code HTTP/1.1}. */
  String protocol() {
    return request.getConnectionMetaData().getProtocol();
  }

  /** Returns the headers of the request. Names are found in any case. */
  Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName(), absent -> new ArrayList<>())
          .add(Optional.ofNullable(field.getValue()).orElse(""));
    }
    return headers;
  }

  /**
   * Returns a header of the request by its name in any case; the first, if it is given several
   * times.
   */
  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  byte[] body() {
    return body;
  }

  String remoteAddress() {
    return Request.getRemoteAddr(request);
  }

  int localPort() {
    return Request.getLocalPort(request);
  }

  /**
   * Sends the reply.
   *
   * @param headers the headers; names are sent as they are spelled here, and a name may occur twice
   * @param replyBody the body, which is left out of a reply to {@code HEAD}
   */
  public void send(int status, List<Map.Entry<String, String>> headers, byte[] replyBody)
      throws IOException {
    response.setStatus(status);
    Optional<String> length = Optional.empty();
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase(HttpHeader.CONTENT_LENGTH.asString())) {
        length = Optional.of(header.getValue()).filter(value -> LENGTH.matcher(value).matches());
      } else {
        // Jetty would change the spelling of a name that it knows.
        response.getHeaders().add(new HttpField(NOT_KNOWN, header.getKey(), header.getValue()));
      }
    }
    boolean isForHead = method().equals("HEAD");
    if (isForHead) {
      // The length of the reply to GET, which the function gives if it left the body out itself.
      response
          .getHeaders()
          .put(HttpHeader.CONTENT_LENGTH, length.orElse(String.valueOf(replyBody.length)));
    }
    boolean bodyless = isForHead || status == 204 || status == 304;
    Content.Sink.write(response, true, ByteBuffer.wrap(bodyless ? new byte[0] : replyBody));
  }
}
