package dev.seveneight.ingest;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What becomes of properties that are there when others are given. */
final class MergedProperties {
  private MergedProperties() {}

  /**
   * The properties after a change.
   *
   * @param change the properties that change, empty ones are removed; clearing removes all
   * @param field the field that gives them
   * @throws Problem 422 if there would be too many
   */
  static SortedMap<String, String> of(
      SortedMap<String, String> before,
      Change<SortedMap<String, Optional<String>>> change,
      String field) {
    if (!change.isGiven()) {
      return before;
    }
    SortedMap<String, String> after = new TreeMap<>();
    if (change.value().isPresent()) {
      after.putAll(before);
      change
          .value()
          .get()
          .forEach(
              (name, value) ->
                  value.ifPresentOrElse(text -> after.put(name, text), () -> after.remove(name)));
    }
    if (after.size() > Limits.PROPERTIES || ContentFields.bytes(after) > Limits.PROPERTIES_BYTES) {
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
}
