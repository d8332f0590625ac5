package dev.seveneight.shared.validation;

import dev.seveneight.shared.http.FieldErrors;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.json.WrittenNumber;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the fields of a JSON object, and collects their errors. Records which fields were read, so
 * that all others are rejected as unknown. A field that is {@code null} reads like a missing one;
 * {@link #isNull} tells them apart. Not safe for use by several threads.
 */
public final class Fields {
  private final Map<?, ?> object;
  private final String path;
  private final FieldErrors errors;
  private final Set<String> known = new LinkedHashSet<>();

  private Fields(Map<?, ?> object, String path, FieldErrors errors) {
    this.object = object;
    this.path = path;
    this.errors = errors;
  }

  /**
   * Returns the fields of a body, which has to be an object.
   *
   * @throws Problem 422 if it is not an object
   */
  public static Fields of(Object body) {
    if (body instanceof Map<?, ?> object) {
      return new Fields(object, "", new FieldErrors());
    }
    throw Problem.invalid("", Rule.TYPE, "a JSON object");
  }

  /** Adds a field error. */
  public void reject(String name, Rule rule, String message) {
    errors.add(path + name, rule, message);
  }

  /** Whether the field is present and not null. */
  public boolean has(String name) {
    known.add(name);
    return object.get(name) != null;
  }

  /** Whether the field is present and null. */
  public boolean isNull(String name) {
    known.add(name);
    return object.containsKey(name) && object.get(name) == null;
  }

  /** Returns the value as it was sent; empty if it is null or missing. */
  public Optional<Object> any(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name));
  }

  /** Accepts and ignores fields that our replies have and that cannot be changed. */
  public void ignore(Set<String> names) {
    known.addAll(names);
  }

  /** Reads a text. */
  public Optional<String> text(String name, TextRule rule) {
    Optional<Object> value = any(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof String text)) {
      reject(name, Rule.TYPE, "a string");
      return Optional.empty();
    }
    return checked(name, text, rule);
  }

  /** Reads a text that may be written as a number, like many ids. */
  public Optional<String> textOrNumber(String name, TextRule rule) {
    return any(name).flatMap(value -> textOf(name, value, false, rule));
  }

  /**
   * Reads an id, which may be written as a number, or an object with the id in its field {@code
   * id}.
   */
  public Optional<String> reference(String name, TextRule rule) {
    return any(name)
        .map(
            value ->
                value instanceof Map<?, ?> thing && thing.get("id") != null
                    ? thing.get("id")
                    : value)
        .flatMap(value -> textOf(name, value, false, rule));
  }

  /**
   * Reads an integer within bounds. A number without a fraction is an integer, however it is
   * written (8, 8.0, 8e0).
   */
  public OptionalLong integer(String name, long least, long most) {
    Optional<Object> value = any(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    Optional<WrittenNumber> number = number(value.get());
    if (number.isEmpty()) {
      reject(name, Rule.TYPE, "an integer from " + least + " to " + most);
      return OptionalLong.empty();
    }
    if (!number.get().isModest()) {
      reject(name, Rule.RANGE, "an integer from " + least + " to " + most);
      return OptionalLong.empty();
    }
    BigDecimal exact = number.get().exact();
    if (exact.stripTrailingZeros().scale() > 0) {
      reject(name, Rule.TYPE, "an integer from " + least + " to " + most);
      return OptionalLong.empty();
    }
    if (exact.compareTo(BigDecimal.valueOf(least)) < 0
        || exact.compareTo(BigDecimal.valueOf(most)) > 0) {
      reject(name, Rule.RANGE, "an integer from " + least + " to " + most);
      return OptionalLong.empty();
    }
    return OptionalLong.of(exact.longValueExact());
  }

  /** Reads a list of different texts. */
  public Optional<List<String>> texts(String name, int most, TextRule rule) {
    Optional<List<Object>> list = list(name, most);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < list.get().size(); i++) {
      String place = name + "[" + i + "]";
      if (list.get().get(i) instanceof String text) {
        checked(place, text, rule).ifPresent(texts::add);
      } else {
        reject(place, Rule.TYPE, "a string");
      }
    }
    return Optional.of(List.copyOf(texts));
  }

  /** Reads a list of values of any type. */
  public Optional<List<Object>> list(String name, int most) {
    Optional<Object> value = any(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof List<?> list)) {
      reject(name, Rule.TYPE, "a list");
      return Optional.empty();
    }
    if (list.size() > most) {
      reject(name, Rule.LENGTH, "at most " + most + " elements");
      return Optional.empty();
    }
    return Optional.of(new ArrayList<>(list));
  }

  /**
   * Reads a map of names to texts, numbers or truth values, in the order of the body. The values
   * are returned as texts. A value of null is empty in the map: the name is to be removed. An empty
   * list is read as an empty map, because PHP writes an empty map that way.
   */
  public Optional<Map<String, Optional<String>>> textMap(
      String name, int most, TextRule nameRule, TextRule valueRule) {
    Optional<Object> value = any(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Object given = List.of().equals(value.get()) ? Map.of() : value.get();
    if (!(given instanceof Map<?, ?> map)) {
      reject(name, Rule.TYPE, "an object of strings, numbers and truth values");
      return Optional.empty();
    }
    if (map.size() > most) {
      reject(name, Rule.LENGTH, "at most " + most + " names");
      return Optional.empty();
    }
    Map<String, Optional<String>> texts = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    map.forEach(
        (key, element) ->
            nameIn(name, (String) key, nameRule)
                .ifPresent(
                    spelled -> {
                      String place = name + "." + spelled;
                      if (!names.add(spelled)) {
                        reject(place, Rule.DUPLICATE, "a name given twice");
                      } else if (element == null) {
                        texts.put(spelled, Optional.empty());
                      } else {
                        textOf(place, element, true, valueRule)
                            .ifPresent(text -> texts.put(spelled, Optional.of(text)));
                      }
                    }));
    return Optional.of(texts);
  }

  /** Returns a name in a map, in its one spelling. */
  private Optional<String> nameIn(String map, String name, TextRule rule) {
    String spelled = rule.spelled(name);
    Optional<TextRule.Breach> breach = rule.breachOf(spelled);
    if (spelled.isEmpty() && !name.isBlank()) {
      // The name has only control characters and invisible ones, and must not make the whole map
      // invalid.
      return Optional.empty();
    }
    if (spelled.isEmpty()) {
      reject(map + "." + name, Rule.LENGTH, "a name has at least one character");
      return Optional.empty();
    }
    // The message does not repeat the name, because the name itself may be invalid.
    breach.ifPresent(broken -> reject(map, broken.rule(), "names: " + broken.message()));
    return breach.isPresent() ? Optional.empty() : Optional.of(spelled);
  }

  /**
   * Ends the reading.
   *
   * @throws Problem 422 if there are field errors, or fields that were not read
   */
  public void finish() {
    for (Object name : object.keySet()) {
      if (!known.contains(name)) {
        reject((String) name, Rule.UNKNOWN, "there is no such field");
      }
    }
    errors.throwIfAny();
  }

  private Optional<String> textOf(String place, Object value, boolean truthToo, TextRule rule) {
    if (value instanceof String text) {
      return checked(place, text, rule);
    }
    Optional<WrittenNumber> number = number(value).filter(WrittenNumber::isModest);
    if (number.isPresent()) {
      BigDecimal exact = number.get().exact();
      return checked(
          place, exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString(), rule);
    }
    if (truthToo && value instanceof Boolean truth) {
      return Optional.of(truth.toString());
    }
    reject(
        place,
        Rule.TYPE,
        truthToo ? "a string, a number or a truth value" : "a string or a number");
    return Optional.empty();
  }

  private Optional<String> checked(String place, String text, TextRule rule) {
    String spelled = rule.spelled(text);
    Optional<TextRule.Breach> breach = rule.breachOf(spelled);
    breach.ifPresent(broken -> reject(place, broken.rule(), broken.message()));
    return breach.isPresent() ? Optional.empty() : Optional.of(spelled);
  }

  /** Returns the number that a caller, an operator or a form has sent. */
  private static Optional<WrittenNumber> number(Object value) {
    if (value instanceof WrittenNumber written) {
      return Optional.of(written);
    }
    return value instanceof Number number
        ? Optional.of(WrittenNumber.of(number))
        : Optional.empty();
  }
}
