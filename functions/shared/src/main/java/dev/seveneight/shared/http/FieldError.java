package dev.seveneight.shared.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A field or parameter that breaks a rule.
 *
 * @param field its name, with its place in what holds it: {@code person_properties.plan}; empty for
 *     the body as a whole
 * @param rule which rule
 * @param message the rule, for people; never the value, which may be personal
 */
public record FieldError(String field, Rule rule, String message) {
  /** The field and the rule in one line. */
  String summary() {
    return field.isEmpty() ? "the body: " + message : field + ": " + message;
  }

  /** As answers show it. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("field", field);
    json.put("code", rule.code());
    json.put("message", message);
    return json;
  }
}
