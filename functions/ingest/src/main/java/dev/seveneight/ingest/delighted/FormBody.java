package dev.seveneight.ingest.delighted;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.text.PercentEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads an HTML form as a JSON object, because Delighted's client for PHP sends forms. Names have
 * brackets: {@code properties[plan]=pro}, {@code tags[]=late}. A form has only texts, so this class
 * knows which few fields are numbers, truth values or maps.
 *
 * <p>A form has no notation for an empty list. {@code tags[]=} is read as one, because some
 * libraries write that.
 */
public final class FormBody {
  public static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private static final Set<String> NUMBERS =
      Set.of("score", "created_at", "delay", "last_sent_at", "unsubscribed_at", "bounced_at");
  private static final Set<String> TRUTH_VALUES = Set.of("send");
  private static final Set<String> MAPS = Set.of("properties", "person_properties");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern NAME = Pattern.compile("[^\\[\\]]+(\\[[^\\[\\]]*\\]){0,8}");

  private final Map<String, Object> object = new LinkedHashMap<>();

  private FormBody() {}

  /**
   * Reads a form as plain maps, lists, strings, numbers and truth values.
   *
   * @throws Problem 400 if the text is not a form, or gives a field two different values
   */
  public static Object read(String body) {
    FormBody form = new FormBody();
    for (String pair : body.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        form.add(
            unescape(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : unescape(pair.substring(equals + 1)));
      }
    }
    return withLists(form.object);
  }

  private void add(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw notAForm("a name with brackets that do not match, or nested too deep");
    }
    String[] steps = name.replace("]", "").split("\\[", -1);
    Map<String, Object> place = object;
    for (int i = 0; i < steps.length - 1; i++) {
      Object inner = place.computeIfAbsent(key(place, steps[i]), absent -> new LinkedHashMap<>());
      place = asMap(inner);
    }
    Object given = valueOf(name, value);
    Object before = place.putIfAbsent(key(place, steps[steps.length - 1]), given);
    if (before != null && !before.equals(given)) {
      throw notAForm("a name given twice, with different values");
    }
  }

  /** Returns the next index if the step has no name, as in a list. */
  private static String key(Map<String, Object> place, String step) {
    return step.isEmpty() ? String.valueOf(place.size()) : step;
  }

  private static Object valueOf(String name, String value) {
    if (NUMBERS.contains(name) && INTEGER.matcher(value).matches()) {
      return Long.valueOf(value);
    }
    if (MAPS.contains(name) && value.isEmpty()) {
      return new LinkedHashMap<>();
    }
    if (TRUTH_VALUES.contains(name)) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "true", "1" -> true;
        case "false", "0" -> false;
        default -> value;
      };
    }
    return value;
  }

  private static Object withLists(Object value) {
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    Map<String, Object> map = asMap(value);
    map.replaceAll((key, inner) -> withLists(inner));
    List<Object> list = new ArrayList<>();
    while (map.containsKey(String.valueOf(list.size()))) {
      list.add(map.get(String.valueOf(list.size())));
    }
    if (list.equals(List.of(""))) {
      return List.of();
    }
    return !list.isEmpty() && list.size() == map.size() ? list : map;
  }

  @SuppressWarnings("unchecked") // Only this class creates these maps.
  private static Map<String, Object> asMap(Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw notAForm("a name given both with brackets and without");
  }

  private static String unescape(String text) {
    try {
      return PercentEncoding.decodeForm(text);
    } catch (PercentEncoding.MalformedException e) {
      throw notAForm(e.getMessage());
    }
  }

  private static Problem notAForm(String why) {
    return Problem.of(ErrorCode.MALFORMED_BODY, "not a form: " + why);
  }
}
