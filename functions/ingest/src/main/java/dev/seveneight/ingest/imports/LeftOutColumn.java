package dev.seveneight.ingest.imports;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A column that an import does not read because of its name.
 *
 * @param column its number, from 1
 * @param name its name; empty if it has none
 */
record LeftOutColumn(int column, String name, Reason reason) {
  /** The reason why a column is left out. The names are stable. */
  enum Reason {
    /** The column has no name. */
    NO_NAME,
    /** Another column has the same name. */
    DUPLICATE_NAME;

    String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("column", column);
    json.put("name", name);
    json.put("reason", reason.apiName());
    return json;
  }
}
