package dev.seveneight.testing;

import java.util.List;
import java.util.Map;

/** JSON as tests read it. */
public final class JsonObjects {
  private JsonObjects() {}

  /** The objects of a list of objects. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> objects(Object list) {
    return (List<Map<String, Object>>) list;
  }

  /** An object. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  /** One member of each of the objects of a list. */
  public static List<Object> each(Object list, String name) {
    return objects(list).stream().map(object -> object.get(name)).toList();
  }
}
