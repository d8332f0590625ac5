package dev.seveneight.ingest.fields;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.json.WrittenNumber;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.segment.personal.PersonalValues;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.Fields;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the fields that requests to create and to change a response have in common. */
public final class ContentFields {
  private ContentFields() {}

  /** Reads the score, from 0 to 10; empty if the field is missing. */
  public static OptionalInt score(Fields fields) {
    OptionalLong score = fields.integer("score", Category.LOWEST_SCORE, Category.HIGHEST_SCORE);
    return score.isPresent() ? OptionalInt.of((int) score.getAsLong()) : OptionalInt.empty();
  }

  /** Reads the comment, of at most 10,000 characters. */
  public static Optional<String> comment(Fields fields) {
    return fields.text("comment", Limits.COMMENT);
  }

  /**
   * Reads the properties by name, in the order of the body; an empty value means that the property
   * is to be removed.
   */
  public static Optional<Map<String, Optional<String>>> properties(Fields fields, String field) {
    Optional<Map<String, Optional<String>>> properties =
        fields.textMap(field, Limits.PROPERTIES, Limits.PROPERTY_NAME, Limits.PROPERTY_VALUE);
    properties.ifPresent(
        byName -> {
          int bytes = 0;
          for (Map.Entry<String, Optional<String>> property : byName.entrySet()) {
            bytes +=
                bytes(property.getKey()) + property.getValue().map(ContentFields::bytes).orElse(0);
          }
          if (bytes > Limits.PROPERTIES_BYTES) {
            fields.reject(
                field, Rule.LENGTH, "at most " + Limits.PROPERTIES_BYTES + " bytes in all");
          }
        });
    return properties;
  }

  /** Reads the value of a dimension that has a field of its own. An empty value is ignored. */
  public static Optional<String> dimension(Fields fields, String name) {
    Optional<String> value = fields.text(name, Limits.BUILT_IN_DIMENSION);
    if (value.isPresent() && PersonalValues.hasEmail(value.get())) {
      // The value becomes part of a key, and the erasure of a person does not reach keys.
      fields.reject(name, Rule.FORMAT, "no @: it is counted by, and must not name a person");
      return Optional.empty();
    }
    return value;
  }

  /** Reads the tags. Adds a field error for an empty one. */
  public static Optional<List<String>> tags(Fields fields) {
    Optional<List<String>> tags = fields.texts("tags", Limits.TAGS, Limits.TAG);
    if (fields
        .any("tags")
        .filter(v -> v instanceof List<?> list && list.contains(""))
        .isPresent()) {
      fields.reject("tags", Rule.LENGTH, "a tag has at least one character");
    }
    // A tag that had only control characters is empty now.
    return tags.map(list -> list.stream().filter(tag -> !tag.isEmpty()).toList());
  }

  /**
   * Reads a list of objects that is stored as JSON. An empty list is an empty text. Texts are
   * spelled like comments. All other values are kept as they were sent, numbers with their digits.
   */
  public static Optional<String> objects(Fields fields, String name) {
    Optional<List<Object>> list = fields.list(name, Limits.ELEMENTS);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    // PHP writes an empty object as an empty list.
    List<Object> objects =
        list.get().stream().map(each -> List.of().equals(each) ? (Object) Map.of() : each).toList();
    if (!objects.stream().allMatch(element -> element instanceof Map)) {
      fields.reject(name, Rule.TYPE, "a list of objects");
      return Optional.empty();
    }
    String json = Json.write(spelled(name, objects));
    if (bytes(json) > Limits.ELEMENTS_BYTES) {
      fields.reject(name, Rule.LENGTH, "at most " + Limits.ELEMENTS_BYTES + " bytes of JSON");
      return Optional.empty();
    }
    if (!Limits.ELEMENTS_JSON.allows(json)) {
      fields.reject(name, Rule.CHARACTERS, "no half characters");
      return Optional.empty();
    }
    return Optional.of(list.get().isEmpty() ? "" : json);
  }

  /**
   * Returns the value with its texts in their one spelling.
   *
   * @throws Problem 422 if two names of an object become the same one, or if a number is one that
   *     programs read as infinite
   */
  private static Object spelled(String field, Object value) {
    if (value instanceof String text) {
      return PlainText.comment(text);
    }
    if (value instanceof WrittenNumber number && !number.isFinite()) {
      throw Problem.invalid(field, Rule.RANGE, "no number beyond 1.8e308");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> spelled(field, element)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> spelled = new LinkedHashMap<>();
      map.forEach(
          (key, inner) -> {
            String name = PlainText.line((String) key);
            if (spelled.containsKey(name)) {
              throw Problem.invalid(field, Rule.DUPLICATE, "a name given twice");
            }
            spelled.put(name, spelled(field, inner));
          });
      return spelled;
    }
    return value;
  }

  /** Reads the id of a person, or the whole person in the form of a reply with {@code expand}. */
  public static Optional<String> person(Fields fields) {
    Optional<String> id = fields.reference("person", Limits.ID);
    if (id.isPresent() && !isId(id.get())) {
      fields.reject("person", Rule.FORMAT, "the id of a person: letters, digits, - and _");
      return Optional.empty();
    }
    return id;
  }

  /** Whether a text has the form of an id. Other texts are not looked up. */
  public static boolean isId(String text) {
    return LedgerItems.isId(text);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
