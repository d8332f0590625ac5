package dev.seveneight.shared.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A field or parameter that breaks a rule.
 *
 * @param field the path of the field, for example {@code person_properties.plan}; empty for the
 *     whole body
 * @param rule the rule
 * @param message the rule in words; never the value, which may be personal
 */
public record FieldError(String field, Rule rule, String message) {
  /** Returns the field and the rule in one line. */
  String summary() {
    return field.isEmpty() ? "the body: " + message : field + ": " + message;
  }

  /** Returns the error's JSON in replies. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("field", field);
    json.put("code", rule.code());
    json.put("message", message);
    return json;
  }
}
