package dev.seveneight.ingest.imports;

import dev.seveneight.ingest.imports.csv.Header;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.validation.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The meanings of a file's columns. Immutable.
 *
 * @param fieldAt the fields that are read from a column, with the column's place
 * @param propertyAt the properties that are read from a column, with the column's place
 * @param leftOut the columns whose names are missing or ambiguous
 */
record ImportColumns(
    Map<String, Integer> fieldAt, Map<String, Integer> propertyAt, List<LeftOutColumn> leftOut) {
  /** Identifies a row, instead of the file and the line. */
  static final String ID = "id";

  static final String SUBMISSION_ID = "submission_id";
  static final String SCORE = "score";
  static final String COMMENT = "comment";
  static final String CREATED_AT = "created_at";
  static final String TAGS = "tags";

  /**
   * The fields that a parameter or a column with the same name can fill, each with its field of a
   * response.
   */
  static final Map<String, String> RESPONSE_FIELD =
      Map.ofEntries(
          Map.entry(SCORE, "score"),
          Map.entry(COMMENT, "comment"),
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
          Map.entry("survey_type", "survey_type"),
          Map.entry(SUBMISSION_ID, "submission_id"));

  /** Returns the name of the column with the scores, even if the file does not have it. */
  static String scoreColumn(Parameters parameters) {
    return parameters.text(SCORE).orElse(SCORE);
  }

  /** Returns the names of the properties, in the order in which they become dimensions. */
  List<String> properties() {
    return List.copyOf(propertyAt.keySet());
  }

  /** Finds the meanings of the columns. Adds a field error for each that is invalid. */
  static ImportColumns read(Parameters parameters, Header header) {
    Optional<List<String>> asProperties = WordList.read(parameters, "property_columns");
    Map<String, Integer> fieldAt = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(RESPONSE_FIELD.keySet());
    names.add(ID);
    names.sort(null);
    for (String name : names) {
      Optional<String> column = parameters.text(name);
      // The name id does not say what such a column identifies, so a parameter has to name it. The
      // same applies to a column that is to be a property, whatever its name is.
      boolean byOwnName = !name.equals(ID) && !asProperties.orElse(List.of()).contains(name);
      if (column.isPresent() || byOwnName) {
        List<Integer> places = header.placesOf(column.orElse(name));
        if (column.isPresent() && places.isEmpty()) {
          parameters.reject(name, Rule.NOT_FOUND, "the file has no column of this name");
        }
        onlyOne(parameters, name, places).ifPresent(place -> fieldAt.put(name, place));
      }
    }
    if (parameters.text(SCORE).isEmpty() && header.placesOf(SCORE).isEmpty()) {
      parameters.reject(SCORE, Rule.REQUIRED, "the name of the column with the scores");
    }
    if (fieldAt.containsKey(ID) && fieldAt.containsKey(SUBMISSION_ID)) {
      parameters.reject(
          ID, Rule.CONFLICT, "the file has a column submission_id, which says the same");
    }
    List<LeftOutColumn> leftOut = leftOut(header);
    Map<String, Integer> propertyAt =
        asProperties.isPresent()
            ? listed(parameters, header, asProperties.get())
            : others(header, fieldAt, leftOut);
    checkNames(parameters, propertyAt);
    return new ImportColumns(fieldAt, propertyAt, leftOut);
  }

  /**
   * Returns the only place in a list. Two places are an error, because it is unknown which of them
   * is meant.
   */
  private static Optional<Integer> onlyOne(
      Parameters parameters, String parameter, List<Integer> places) {
    if (places.size() > 1) {
      parameters.reject(
          parameter,
          Rule.DUPLICATE,
          "columns "
              + places.stream()
                  .limit(10)
                  .map(place -> String.valueOf(place + 1))
                  .collect(Collectors.joining(" and "))
              + " have the same name: rename all but one");
      return Optional.empty();
    }
    return places.stream().findFirst();
  }

  /**
   * Returns the columns that no parameter can name, because they have no name or share it with
   * another column.
   */
  private static List<LeftOutColumn> leftOut(Header header) {
    List<LeftOutColumn> leftOut = new ArrayList<>();
    for (int place = 0; place < header.size(); place++) {
      String name = header.name(place);
      if (name.isEmpty()) {
        leftOut.add(new LeftOutColumn(place + 1, "", LeftOutColumn.Reason.NO_NAME));
      } else if (header.placesOf(name).size() > 1) {
        leftOut.add(new LeftOutColumn(place + 1, name, LeftOutColumn.Reason.DUPLICATE_NAME));
      }
    }
    return leftOut;
  }

  private static Map<String, Integer> listed(
      Parameters parameters, Header header, List<String> names) {
    Map<String, Integer> propertyAt = new LinkedHashMap<>();
    for (String name : names) {
      List<Integer> places = header.placesOf(name);
      if (places.isEmpty()) {
        parameters.reject(
            "property_columns", Rule.NOT_FOUND, "the file has no column of one of these names");
      }
      onlyOne(parameters, "property_columns", places)
          .ifPresent(place -> propertyAt.put(header.name(place), place));
    }
    return propertyAt;
  }

  private static Map<String, Integer> others(
      Header header, Map<String, Integer> fieldAt, List<LeftOutColumn> leftOut) {
    Map<String, Integer> propertyAt = new LinkedHashMap<>();
    for (int place = 0; place < header.size(); place++) {
      propertyAt.put(header.name(place), place);
    }
    propertyAt.values().removeAll(fieldAt.values());
    leftOut.forEach(column -> propertyAt.remove(column.name()));
    return propertyAt;
  }

  private static void checkNames(Parameters parameters, Map<String, Integer> propertyAt) {
    if (propertyAt.size() > Limits.PROPERTIES) {
      parameters.reject(
          "property_columns",
          Rule.LENGTH,
          "at most " + Limits.PROPERTIES + " columns as properties");
    }
    propertyAt.forEach(
        (name, place) -> {
          if (!Limits.PROPERTY_NAME.allows(name)) {
            parameters.reject(
                "header",
                Rule.LENGTH,
                "column "
                    + (place + 1)
                    + ": a property's name has at most "
                    + Limits.PROPERTY_NAME.longest()
                    + " characters; property_columns can leave it out");
          }
        });
  }
}
