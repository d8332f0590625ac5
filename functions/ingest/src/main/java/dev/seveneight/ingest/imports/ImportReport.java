package dev.seveneight.ingest.imports;

import dev.seveneight.ingest.imports.csv.Delimiter;
import dev.seveneight.shared.http.FieldError;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.ReplyBudget;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.responses.Intake;
import dev.seveneight.shared.segment.NotCounted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the outcomes of a file's rows, and lists everything that was left out: columns, rows, and
 * single values of rows. Not safe for use by several threads.
 */
final class ImportReport {
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_ERRORS_OF_A_ROW = 10;

  private long taken;
  private long repeated;
  private long deletedBefore;
  private long refused;
  private long rowsWithValuesLeftOut;
  private final String delimiter;
  private final List<Map<String, Object>> columnsLeftOut = new ArrayList<>();
  private final List<Map<String, Object>> refusals = new ArrayList<>();
  private final List<Map<String, Object>> valuesLeftOut = new ArrayList<>();
  private final SortedMap<String, SortedMap<NotCounted, Long>> rowsNotCounted = new TreeMap<>();
  private final List<Map<String, Object>> preview = new ArrayList<>();
  private final ReplyBudget budget = new ReplyBudget();

  ImportReport(Delimiter delimiter, List<LeftOutColumn> columns) {
    this.delimiter = delimiter.apiName();
    for (LeftOutColumn column : columns) {
      if (budget.takes(column.toJson())) {
        columnsLeftOut.add(column.toJson());
      }
    }
  }

  /** Counts a row that was imported. */
  void countTaken() {
    taken++;
  }

  /** Counts the outcome of a row that is a valid request. */
  void count(long line, Intake.Result result) {
    switch (result) {
      case CREATED -> taken++;
      case REPEATED -> repeated++;
      case DELETED -> deletedBefore++;
      case CONFLICT ->
          refuse(
              line,
              Problem.invalid(
                  "",
                  Rule.CONFLICT,
                  "a row with this id, or on this line of this file, came before with other values"));
    }
  }

  /**
   * Counts an invalid row. The first 1,000 are listed, with ten errors each, as far as they fit
   * into a reply.
   */
  void refuse(long line, Problem problem) {
    refused++;
    list(refusals, line, problem.errors());
  }

  /**
   * Counts a row that was read without some of its values, because the rest of the row is still
   * useful. Such rows are listed like invalid rows.
   *
   * @param errors the errors of the values; the row is not counted if there are none
   */
  void leaveOut(long line, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      rowsWithValuesLeftOut++;
      list(valuesLeftOut, line, errors);
    }
  }

  /** Counts the names of a row that are not counted. */
  void countNotCounted(SortedMap<String, NotCounted> reasonOf) {
    reasonOf.forEach(
        (name, reason) ->
            rowsNotCounted
                .computeIfAbsent(name, added -> new TreeMap<>())
                .merge(reason, 1L, Long::sum));
  }

  private void list(List<Map<String, Object>> rows, long line, List<FieldError> errors) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("line", line);
    row.put("errors", errors.stream().limit(MOST_ERRORS_OF_A_ROW).map(FieldError::toJson).toList());
    if (rows.size() < MOST_ROWS && budget.takes(row)) {
      rows.add(row);
    }
  }

  /** Shows how a row would be stored. */
  void preview(long line, Map<String, Object> response) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("line", line);
    row.put("response", response);
    if (budget.takes(row)) {
      preview.add(row);
    }
  }

  /** Returns the number of rows shown so far. */
  int previewed() {
    return preview.size();
  }

  /**
   * Returns the reply.
   *
   * @param nextLine the line to continue from; empty when the file is done
   */
  Map<String, Object> toJson(String importId, boolean dryRun, OptionalLong nextLine) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("import_id", importId);
    json.put("dry_run", dryRun);
    json.put("complete", nextLine.isEmpty());
    json.put("next_line", nextLine.isPresent() ? nextLine.getAsLong() : null);
    json.put("delimiter", delimiter);
    json.put("columns_left_out", columnsLeftOut);
    json.put("taken", taken);
    json.put("repeated", repeated);
    json.put("deleted_before", deletedBefore);
    json.put("refused", refused);
    // In a chunk, rows that fail when they are read come before rows that fail when they are
    // written.
    json.put(
        "refusals",
        refusals.stream().sorted(Comparator.comparing(r -> (Long) r.get("line"))).toList());
    json.put("rows_with_values_left_out", rowsWithValuesLeftOut);
    json.put("values_left_out", valuesLeftOut);
    json.put("not_counted", notCounted());
    if (dryRun) {
      json.put("preview", preview);
    }
    return json;
  }

  private List<Map<String, Object>> notCounted() {
    List<Map<String, Object>> list = new ArrayList<>();
    rowsNotCounted.forEach(
        (name, rowsOf) ->
            rowsOf.forEach(
                (reason, rows) -> {
                  Map<String, Object> json = new LinkedHashMap<>();
                  json.put("name", name);
                  json.put("reason", reason.apiName());
                  json.put("rows", rows);
                  list.add(json);
                }));
    return list;
  }
}
