package dev.seveneight.shared.intake;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Merges changes into existing properties. */
public final class MergedProperties {
  private MergedProperties() {}

  /**
   * Returns the properties after a change: the existing ones, then new ones in the order of the
   * request.
   *
   * @param change the properties that change; an empty value removes the property, and clearing
   *     removes all
   * @param field the name of the request's field, for the error
   * @throws Problem 422 if there would be too many properties
   */
  public static Map<String, String> of(
      Map<String, String> before, Change<Map<String, Optional<String>>> change, String field) {
    if (!change.isGiven()) {
      return before;
    }
    Map<String, String> after = new LinkedHashMap<>();
    if (change.value().isPresent()) {
      after.putAll(before);
      change
          .value()
          .get()
          .forEach(
              (name, value) ->
                  value.ifPresentOrElse(text -> after.put(name, text), () -> after.remove(name)));
    }
    if (after.size() > Limits.PROPERTIES || bytes(after) > Limits.PROPERTIES_BYTES) {
      throw Problem.invalid(
          field,
          Rule.LENGTH,
          "at most "
              + Limits.PROPERTIES
              + " names and "
              + Limits.PROPERTIES_BYTES
              + " bytes, together with those that are there");
    }
    return after;
  }

  /** Returns how many bytes the names and values have as UTF-8. */
  private static int bytes(Map<String, String> properties) {
    return properties.entrySet().stream()
        .mapToInt(property -> bytes(property.getKey()) + bytes(property.getValue()))
        .sum();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
