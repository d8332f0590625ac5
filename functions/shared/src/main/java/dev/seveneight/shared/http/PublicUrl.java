package dev.seveneight.shared.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The URL of the API for callers: the configured one, otherwise the domain in the gateway's event.
 * Never the header {@code Host}: by setting it, an attacker could lead another client, with its
 * key, to another server.
 *
 * @param configured the URL without a slash at its end; empty if none was configured
 */
public record PublicUrl(String configured) {
  /** Returns the URL of a path. */
  public String of(ApiRequest request, String path) {
    return (configured.isEmpty() ? "https://" + request.domain() : configured) + path;
  }

  /** Returns the URL of a path with parameters. */
  public String of(ApiRequest request, String path, Map<String, String> parameters) {
    return of(request, path) + "?" + query(parameters);
  }

  /**
   * Returns parameters as a query string. Everything but letters, digits and {@code - _ . *} is
   * escaped: Delighted's Node client hangs on a comma or a semicolon in a link.
   */
  public static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> escape(parameter.getKey()) + "=" + escape(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
