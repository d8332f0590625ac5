package dev.seveneight.ingest;

import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a file mean. Immutable.
 *
 * @param fieldAt the fields that are read from a column, with the column's place
 * @param propertyAt the properties that are read from a column, with the column's place
 */
record ImportColumns(Map<String, Integer> fieldAt, Map<String, Integer> propertyAt) {
  /** Tells rows apart instead of (file, line). */
  static final String ID = "id";

  static final String SCORE = "score";
  static final String CREATED_AT = "created_at";
  static final String TAGS = "tags";

  /**
   * The fields that a parameter or a column of the same name can fill, with the field of a response
   * that they become.
   */
  static final Map<String, String> RESPONSE_FIELD =
      Map.ofEntries(
          Map.entry(SCORE, "score"),
          Map.entry("comment", "comment"),
          Map.entry("person", "person"),
          Map.entry("person_email", "person_email"),
          Map.entry("person_phone_number", "person_phone_number"),
          Map.entry("person_external_id", "person_external_id"),
          Map.entry("person_name", "name"),
          Map.entry(CREATED_AT, "created_at"),
          Map.entry("survey", "survey"),
          Map.entry("channel", "channel"),
          Map.entry("language", "language"),
          Map.entry(TAGS, "tags"),
          Map.entry("submission_id", "submission_id"));

  /** Finds out what the columns mean; says to the parameters what is wrong. */
  static ImportColumns read(Parameters parameters, List<String> header) {
    Map<String, Integer> placeOf = places(parameters, header);
    List<String> asProperties =
        parameters.text("property_columns").map(line -> names(parameters, line)).orElse(List.of());
    Map<String, Integer> fieldAt = new LinkedHashMap<>();
    Set<Integer> taken = new HashSet<>();
    List<String> names = new ArrayList<>(RESPONSE_FIELD.keySet());
    names.add(ID);
    names.sort(null);
    for (String name : names) {
      Optional<String> column = parameters.text(name);
      if (column.isPresent() && !placeOf.containsKey(column.get())) {
        parameters.reject(name, Rule.NOT_FOUND, "the file has no column of this name");
      }
      // A column that is just called id says nothing about what it identifies: it has to be named.
      // So has one that is to be a property, whatever it is called.
      String ownName = name.equals(ID) || asProperties.contains(name) ? "" : name;
      Integer place = placeOf.get(column.orElse(ownName));
      if (place != null) {
        fieldAt.put(name, place);
        taken.add(place);
      }
    }
    if (!fieldAt.containsKey(SCORE) && parameters.text(SCORE).isEmpty()) {
      parameters.reject(SCORE, Rule.REQUIRED, "the name of the column with the scores");
    }
    if (fieldAt.containsKey(ID) && fieldAt.containsKey("submission_id")) {
      parameters.reject(
          ID, Rule.CONFLICT, "the file has a column submission_id, which says the same");
    }
    return new ImportColumns(fieldAt, properties(parameters, placeOf, taken, asProperties));
  }

  private static Map<String, Integer> places(Parameters parameters, List<String> header) {
    Map<String, Integer> placeOf = new LinkedHashMap<>();
    if (header.size() == 1 && header.get(0).matches(".*[;\\t].*")) {
      parameters.reject(
          "header", Rule.FORMAT, "columns are separated by commas, not by semicolons or tabs");
    }
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).strip();
      if (name.isEmpty()) {
        parameters.reject("header", Rule.REQUIRED, "column " + (i + 1) + " has no name");
      } else if (placeOf.putIfAbsent(name, i) != null) {
        parameters.reject(
            "header", Rule.DUPLICATE, "column " + (i + 1) + " has the name of another one");
      }
    }
    return placeOf;
  }

  private static Map<String, Integer> properties(
      Parameters parameters,
      Map<String, Integer> placeOf,
      Set<Integer> taken,
      List<String> asProperties) {
    Map<String, Integer> propertyAt = new LinkedHashMap<>();
    if (parameters.text("property_columns").isPresent()) {
      for (String name : asProperties) {
        Integer place = placeOf.get(name);
        if (place == null) {
          parameters.reject(
              "property_columns", Rule.NOT_FOUND, "the file has no column of one of these names");
        } else {
          propertyAt.put(name, place);
        }
      }
    } else {
      placeOf.forEach(
          (name, place) -> {
            if (!taken.contains(place)) {
              propertyAt.put(name, place);
            }
          });
    }
    if (propertyAt.size() > Limits.PROPERTIES) {
      parameters.reject(
          "property_columns",
          Rule.LENGTH,
          "at most " + Limits.PROPERTIES + " columns as properties");
    }
    for (String name : propertyAt.keySet()) {
      if (!Limits.PROPERTY_NAME.allows(name)) {
        parameters.reject(
            "header",
            Rule.LENGTH,
            "column "
                + (propertyAt.get(name) + 1)
                + ": a property's name has at most "
                + Limits.PROPERTY_NAME.longest()
                + " characters");
      }
    }
    return propertyAt;
  }

  /** Names that are written as a line of CSV: one that holds a comma stands in quotes. */
  private static List<String> names(Parameters parameters, String line) {
    try {
      return CsvText.rows(line).stream()
          .flatMap(row -> row.cells().stream())
          .map(String::strip)
          .toList();
    } catch (CsvText.MalformedException e) {
      parameters.reject(
          "property_columns", Rule.FORMAT, "names with commas between, as a line of CSV has them");
      return List.of();
    }
  }
}
