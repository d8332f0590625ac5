package dev.seveneight.query.oracle.metrics;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A question to the API. Immutable.
 *
 * @param path its path
 * @param parameters the values of its parameters by their names
 */
record Inquiry(String path, Map<String, String> parameters) {
  Inquiry {
    parameters = new LinkedHashMap<>(parameters);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  boolean isAboutPeople() {
    return parameter("basis").filter(basis -> basis.startsWith("people")).isPresent();
  }

  /** Whether it asks where people stood at the end of each range. */
  boolean isAboutPeopleAtEnd() {
    return parameter("basis").equals(Optional.of("people_at_end"))
        || (isAboutPeople()
            && (path.equals("/v1/metrics/series") || parameter("compare").isPresent()));
  }

  /** The values of the segment by their dimensions. */
  Map<String, String> segment() {
    Map<String, String> segment = new TreeMap<>();
    parameters.forEach(
        (name, value) -> {
          if (name.startsWith("segment[")) {
            segment.put(name.substring("segment[".length(), name.length() - 1), value);
          }
        });
    return segment;
  }

  /** As it is sent. */
  String url() {
    return path
        + "?"
        + parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + escaped(each.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
