package dev.seveneight.ingest;

import dev.seveneight.ingest.times.TimeFormat;
import dev.seveneight.ingest.times.UnreadableTimeException;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.text.PlainText;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes requests of the rows of a file. A cell that is blank says nothing.
 *
 * @param file the file
 * @param columns what its columns mean
 * @param timeFormat how it writes times; empty if it has none
 * @param submissions checks the requests
 */
record ImportRows(
    ImportFile file,
    ImportColumns columns,
    Optional<TimeFormat> timeFormat,
    SubmissionReader submissions) {

  /**
   * The request that a row makes.
   *
   * @throws Problem 422 with all that is wrong with the row
   */
  Submission submission(Caller caller, CsvText.Row row) {
    if (row.cells().size() != file.header().size()) {
      throw Problem.invalid(
          "",
          Rule.LENGTH,
          "the row has " + row.cells().size() + " values for " + file.header().size() + " columns");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    columns
        .fieldAt()
        .forEach(
            (name, place) -> {
              String cell = row.cells().get(place).strip();
              if (!cell.isEmpty() && ImportColumns.RESPONSE_FIELD.containsKey(name)) {
                body.put(ImportColumns.RESPONSE_FIELD.get(name), value(name, cell));
              }
            });
    Map<String, Object> properties = new LinkedHashMap<>();
    columns
        .propertyAt()
        .forEach(
            (name, place) -> {
              String cell = row.cells().get(place).strip();
              if (!cell.isEmpty()) {
                properties.put(name, cell);
              }
            });
    body.put("person_properties", properties);
    return submissions.read(caller, body, Optional.empty()).withKey(key(body, row));
  }

  /** What tells the row from others: the id that it names, or else its place in this very file. */
  private String key(Map<String, Object> body, CsvText.Row row) {
    if (body.get("submission_id") instanceof String id) {
      return id;
    }
    Integer place = columns.fieldAt().get(ImportColumns.ID);
    String id = place == null ? "" : row.cells().get(place).strip();
    if (place != null && (id.isEmpty() || !Limits.IDEMPOTENCY_KEY.allows(id))) {
      throw Problem.invalid(
          "id",
          id.isEmpty() ? Rule.REQUIRED : Rule.LENGTH,
          "an id of at most " + Limits.IDEMPOTENCY_KEY.longest() + " characters");
    }
    return place == null ? "import#" + file.hash() + "#" + row.line() : id;
  }

  private Object value(String name, String cell) {
    if (name.equals(ImportColumns.SCORE)) {
      return score(cell);
    }
    if (name.equals(ImportColumns.CREATED_AT)) {
      try {
        return timeFormat.orElseThrow().secondOf(PlainText.line(cell));
      } catch (UnreadableTimeException e) {
        throw Problem.invalid("created_at", Rule.FORMAT, e.getMessage());
      }
    }
    if (name.equals(ImportColumns.TAGS)) {
      return Arrays.stream(cell.split(",", -1))
          .map(String::strip)
          .filter(tag -> !tag.isEmpty())
          .toList();
    }
    return cell;
  }

  /**
   * A score stands in a file as text; what is no number stays text and is refused as any other text
   * is.
   */
  private static Object score(String cell) {
    try {
      return cell.length() <= 10 ? new BigDecimal(cell).doubleValue() : cell;
    } catch (NumberFormatException e) {
      return cell;
    }
  }
}
