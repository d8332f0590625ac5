package dev.seveneight.ingest.imports;

import dev.seveneight.ingest.imports.csv.CsvFile;
import dev.seveneight.ingest.imports.csv.CsvText;
import dev.seveneight.ingest.imports.times.TimeFormat;
import dev.seveneight.ingest.imports.times.UnreadableTimeException;
import dev.seveneight.ingest.responses.SubmissionReader;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.FieldError;
import dev.seveneight.shared.http.FieldErrors;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.responses.Submission;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.IdentityParameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Turns the rows of a file into requests. A blank cell is a missing value.
 *
 * @param file the file
 * @param columns the meanings of its columns
 * @param timeFormat the format of its times; empty if it has no times
 * @param scoreFormat the format of its scores
 * @param noValue the words that the file writes for missing comments and properties
 * @param submissions checks the requests
 * @param defaultCountry the country of phone numbers without plus sign
 */
record ImportRows(
    CsvFile file,
    ImportColumns columns,
    Optional<TimeFormat> timeFormat,
    ScoreFormat scoreFormat,
    Set<String> noValue,
    SubmissionReader submissions,
    Optional<String> defaultCountry) {
  private static final String PHONE_NUMBER = "person_phone_number";

  /** The fields that can identify a person, in addition to the phone number. */
  private static final List<String> FINDS_PERSON =
      List.of("person", "person_email", "person_external_id");

  /**
   * The fields that must not be blank if the file has them. A row without its time would get
   * today's date, and a row without its id would be a different row each time the file changes.
   */
  private static final Set<String> NEVER_BLANK =
      Set.of(ImportColumns.ID, ImportColumns.SUBMISSION_ID, ImportColumns.CREATED_AT);

  /**
   * Returns the line of the first row whose score has a label that scores from 0 to 10 do not have.
   * Examines the whole file, so that every request accepts or rejects the file alike, whatever line
   * it begins with.
   */
  OptionalLong firstForeignScore() {
    Integer place = columns.fieldAt().get(ImportColumns.SCORE);
    return place == null
        ? OptionalLong.empty()
        : file.rows().stream()
            .filter(this::fitsHeader)
            .filter(row -> scoreFormat.isForeign(PlainText.line(row.cells().get(place))))
            .mapToLong(CsvText.Row::line)
            .findFirst();
  }

  /**
   * Reads a row.
   *
   * @throws Problem 422 with all errors of the row
   */
  ImportedRow read(Caller caller, CsvText.Row row) {
    if (!fitsHeader(row)) {
      throw Problem.invalid(
          "", Rule.LENGTH, "values: " + row.cells().size() + ", columns: " + file.header().size());
    }
    FieldErrors errors = new FieldErrors();
    Map<String, Object> body = fields(row, errors);
    body.put("person_properties", properties(row));
    List<FieldError> leftOut = leaveOutUnreadableNumber(body);
    Submission submission = submission(caller, body, errors);
    return new ImportedRow(
        row.line(),
        submission.idempotencyKey().isPresent() ? submission : submission.withKey(key(row)),
        leftOut);
  }

  /**
   * Returns the requests of the rows in which each property has its first value. They let the
   * properties take their places in the order of the columns, however late a value comes.
   */
  List<Submission> withFirstValues(Caller caller, List<CsvText.Row> rows) {
    Set<CsvText.Row> first = new LinkedHashSet<>();
    for (int place : columns.propertyAt().values()) {
      rows.stream()
          .filter(row -> fitsHeader(row) && isGiven(row.cells().get(place)))
          .findFirst()
          .ifPresent(first::add);
    }
    return first.stream().flatMap(row -> readable(caller, row).stream()).toList();
  }

  /**
   * Returns the request of a row; empty if the row is invalid, which is reported when the row
   * itself is read.
   */
  private Optional<Submission> readable(Caller caller, CsvText.Row row) {
    try {
      return Optional.of(read(caller, row).submission());
    } catch (Problem refused) {
      return Optional.empty();
    }
  }

  private boolean fitsHeader(CsvText.Row row) {
    return row.cells().size() == file.header().size();
  }

  private Map<String, Object> fields(CsvText.Row row, FieldErrors errors) {
    Map<String, Object> body = new LinkedHashMap<>();
    columns
        .fieldAt()
        .forEach(
            (name, place) -> {
              String cell = row.cells().get(place).strip();
              if (PlainText.isBlank(cell)) {
                if (NEVER_BLANK.contains(name)) {
                  errors.add(name, Rule.REQUIRED, "the cell is blank");
                }
              } else if (name.equals(ImportColumns.ID)) {
                checkId(cell, errors);
              } else if (!name.equals(ImportColumns.COMMENT) || !isNoValue(cell)) {
                value(name, cell, errors)
                    .ifPresent(v -> body.put(ImportColumns.RESPONSE_FIELD.get(name), v));
              }
            });
    return body;
  }

  private Map<String, Object> properties(CsvText.Row row) {
    Map<String, Object> properties = new LinkedHashMap<>();
    columns
        .propertyAt()
        .forEach(
            (name, place) -> {
              String cell = row.cells().get(place);
              if (isGiven(cell)) {
                properties.put(name, cell);
              }
            });
    return properties;
  }

  private boolean isGiven(String cell) {
    return !PlainText.isBlank(cell) && !isNoValue(cell);
  }

  private boolean isNoValue(String cell) {
    return noValue.contains(PlainText.line(cell));
  }

  /**
   * Removes a phone number that cannot be read, because the score should not be lost with it. A
   * name alone does not identify a person. So it is removed too if no other field identifies the
   * person.
   */
  private List<FieldError> leaveOutUnreadableNumber(Map<String, Object> body) {
    if (!(body.get(PHONE_NUMBER) instanceof String number)
        || (Limits.PHONE_NUMBER.allows(number)
            && Identity.phoneNumber(number, () -> defaultCountry).isPresent())) {
      return List.of();
    }
    body.remove(PHONE_NUMBER);
    if (FINDS_PERSON.stream().noneMatch(body::containsKey)) {
      body.remove("name");
    }
    return List.of(new FieldError(PHONE_NUMBER, Rule.FORMAT, IdentityParameters.PHONE_NUMBER_FORM));
  }

  /**
   * Checks the request.
   *
   * @throws Problem 422 with all errors of the row
   */
  private Submission submission(Caller caller, Map<String, Object> body, FieldErrors errors) {
    Optional<Submission> submission = Optional.empty();
    try {
      submission = Optional.of(submissions.read(caller, body, Optional.empty()));
    } catch (Problem problem) {
      if (problem.code() != ErrorCode.VALIDATION_FAILED) {
        throw problem;
      }
      problem.errors().forEach(e -> errors.add(e.field(), e.rule(), e.message()));
    }
    errors.throwIfAny();
    return submission.orElseThrow();
  }

  /** Returns the identity of the row: the id that it names, or else its place in this very file. */
  private String key(CsvText.Row row) {
    Integer place = columns.fieldAt().get(ImportColumns.ID);
    return place == null
        ? "import#" + file.hash() + "#" + row.line()
        : Limits.IDEMPOTENCY_KEY.spelled(row.cells().get(place));
  }

  private static void checkId(String cell, FieldErrors errors) {
    String id = Limits.IDEMPOTENCY_KEY.spelled(cell);
    Limits.IDEMPOTENCY_KEY
        .breachOf(id)
        .ifPresent(broken -> errors.add(ImportColumns.ID, broken.rule(), broken.message()));
  }

  private Optional<Object> value(String name, String cell, FieldErrors errors) {
    if (name.equals(ImportColumns.SCORE)) {
      return Optional.of(scoreFormat.read(PlainText.line(cell)));
    }
    if (name.equals(ImportColumns.CREATED_AT)) {
      return second(PlainText.line(cell), errors);
    }
    if (name.equals(ImportColumns.TAGS)) {
      return Optional.of(
          Arrays.stream(cell.split(",", -1)).filter(tag -> !PlainText.isBlank(tag)).toList());
    }
    return Optional.of(cell);
  }

  private Optional<Object> second(String cell, FieldErrors errors) {
    try {
      long second = timeFormat.orElseThrow().secondOf(cell);
      if (second < 0 || second > LedgerItems.LATEST_SECOND) {
        errors.add(
            ImportColumns.CREATED_AT,
            Rule.RANGE,
            "a time from 1970 on; a year of two digits is yy in time_format");
        return Optional.empty();
      }
      return Optional.of(second);
    } catch (UnreadableTimeException e) {
      errors.add(ImportColumns.CREATED_AT, Rule.FORMAT, e.getMessage());
      return Optional.empty();
    }
  }
}
