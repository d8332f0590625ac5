package dev.seveneight.ingest.imports;

import dev.seveneight.ingest.imports.csv.CsvFile;
import dev.seveneight.ingest.imports.csv.CsvText;
import dev.seveneight.ingest.responses.Waves;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.intake.responses.Intake;
import dev.seveneight.shared.intake.responses.NewDimensions;
import dev.seveneight.shared.intake.responses.ResponseEditor;
import dev.seveneight.shared.intake.responses.Submission;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.NotCounted;
import dev.seveneight.shared.store.project.ValueListTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Imports files and undoes imports, chunk by chunk, until the time is up. Both can be repeated at
 * any time, because rows that were imported before are recognised, and so are those that were
 * deleted by an undo.
 */
public final class Imports {
  private static final int CHUNK_ROWS = 200;

  /** The form of the ids that {@link #idOf} returns. Other texts are not looked up. */
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final Intake intake;
  private final NewDimensions newDimensions;
  private final ValueListTable valueLists;
  private final ResponseEditor editor;
  private final ImportJournal journal;
  private final Parallel parallel;
  private final InstantSource clock;

  public Imports(
      Intake intake,
      NewDimensions newDimensions,
      ValueListTable valueLists,
      ResponseEditor editor,
      ImportJournal journal,
      Parallel parallel,
      InstantSource clock) {
    this.intake = intake;
    this.newDimensions = newDimensions;
    this.valueLists = valueLists;
    this.editor = editor;
    this.journal = journal;
    this.parallel = parallel;
    this.clock = clock;
  }

  /** Returns the id of the import of a file. The same file has the same id. */
  static String idOf(Project project, CsvFile file) {
    return HexFormat.of().formatHex(project.secret().hmac("import", file.hash()), 0, 16);
  }

  private record Taken(
      long line,
      Intake.Result result,
      SortedMap<String, NotCounted> notCounted,
      Optional<Problem> problem) {}

  /**
   * Imports the rows from a line on.
   *
   * @return the line to continue from, if the time was up before the end
   */
  OptionalLong take(
      Project project,
      Caller caller,
      ImportRows rows,
      long fromLine,
      Instant deadline,
      ImportReport report) {
    String importId = idOf(project, rows.file());
    List<CsvText.Row> left = rowsFrom(rows, fromLine);
    newDimensions.take(
        project,
        rows.withFirstValues(caller, left),
        rows.columns().properties(),
        Optional.of(importId),
        valueLists.of(project));
    for (int i = 0; i < left.size(); i += CHUNK_ROWS) {
      if (i > 0 && !clock.instant().isBefore(deadline)) {
        return OptionalLong.of(left.get(i).line());
      }
      takeChunk(
          project,
          importId,
          rows.columns().properties(),
          requests(caller, rows, chunk(left, i), report),
          report);
    }
    return OptionalLong.empty();
  }

  /**
   * Checks the rows from a line on and shows the first ones as they would be stored. Stores
   * nothing.
   *
   * @return the line to continue from, if the time was up before the end
   */
  OptionalLong preview(
      Project project,
      Caller caller,
      ImportRows rows,
      long fromLine,
      Instant deadline,
      ImportPreview preview,
      ImportReport report) {
    List<CsvText.Row> left = rowsFrom(rows, fromLine);
    preview.prepare(project, rows.withFirstValues(caller, left), rows.columns().properties());
    for (int i = 0; i < left.size(); i += CHUNK_ROWS) {
      if (i > 0 && !clock.instant().isBefore(deadline)) {
        return OptionalLong.of(left.get(i).line());
      }
      List<ImportedRow> requests = requests(caller, rows, chunk(left, i), report);
      preview.prepare(project, submissions(requests), rows.columns().properties());
      requests.forEach(request -> preview(project, request, preview, report));
    }
    return OptionalLong.empty();
  }

  private static List<CsvText.Row> chunk(List<CsvText.Row> rows, int first) {
    return rows.subList(first, Math.min(first + CHUNK_ROWS, rows.size()));
  }

  private static List<Submission> submissions(List<ImportedRow> requests) {
    return requests.stream().map(ImportedRow::submission).toList();
  }

  private static void preview(
      Project project, ImportedRow request, ImportPreview preview, ImportReport report) {
    try {
      preview.show(project, request.line(), request.submission(), report);
      report.countTaken();
    } catch (Problem problem) {
      report.refuse(request.line(), onlyOfTheRow(problem));
    }
  }

  /**
   * Returns the problem if it concerns only this row. Throws any other problem, which stops the
   * import; the import may be sent again.
   */
  private static Problem onlyOfTheRow(Problem problem) {
    if (problem.code() != ErrorCode.VALIDATION_FAILED) {
      throw problem;
    }
    return problem;
  }

  private static List<CsvText.Row> rowsFrom(ImportRows rows, long fromLine) {
    return rows.file().rows().stream().filter(row -> row.line() >= fromLine).toList();
  }

  /**
   * The progress of undoing an import.
   *
   * @param deleted the number of responses that this call deleted
   * @param nextLine the line to continue from, if the time was up before the end, or if other
   *     requests kept changing a response from this line on
   */
  record TakenBack(long deleted, OptionalLong nextLine) {}

  /**
   * Deletes the responses that an import brought.
   *
   * @throws Problem 404 if there was no such import
   */
  TakenBack undo(Project project, String importId, long fromLine, Instant deadline) {
    if (!ID.matcher(importId).matches()
        || journal.chunksFrom(project.id(), importId, 0).isEmpty()) {
      throw Problem.of(ErrorCode.NOT_FOUND, "there is no import with this id");
    }
    long deleted = 0;
    long line = fromLine;
    while (true) {
      List<ImportJournal.Chunk> chunks = journal.chunksFrom(project.id(), importId, line);
      if (chunks.isEmpty()) {
        return new TakenBack(deleted, OptionalLong.empty());
      }
      for (ImportJournal.Chunk chunk : chunks) {
        if (line > fromLine && !clock.instant().isBefore(deadline)) {
          return new TakenBack(deleted, OptionalLong.of(chunk.firstLine()));
        }
        List<ResponseEditor.Deletion> deletions =
            parallel.map(chunk.responses(), id -> editor.undoImport(project, id, importId));
        deleted += Collections.frequency(deletions, ResponseEditor.Deletion.DELETED);
        if (deletions.contains(ResponseEditor.Deletion.CHANGED_TOO_OFTEN)) {
          return new TakenBack(deleted, OptionalLong.of(chunk.firstLine()));
        }
        line = chunk.firstLine() + 1;
      }
    }
  }

  private void takeChunk(
      Project project,
      String importId,
      List<String> properties,
      List<ImportedRow> requests,
      ImportReport report) {
    if (requests.isEmpty()) {
      return;
    }
    journal.note(
        project.id(),
        importId,
        new ImportJournal.Chunk(
            requests.get(0).line(),
            requests.stream()
                .map(request -> request.submission().derivedId(project.secret()).orElseThrow())
                .toList()));
    newDimensions.take(
        project, submissions(requests), properties, Optional.of(importId), valueLists.of(project));
    for (Taken taken :
        Waves.map(
            parallel,
            requests,
            request -> request.submission().subjects(),
            request -> take(project, importId, request))) {
      taken
          .problem()
          .ifPresentOrElse(
              problem -> report.refuse(taken.line(), problem),
              () -> {
                report.count(taken.line(), taken.result());
                report.countNotCounted(taken.notCounted());
              });
    }
  }

  private Taken take(Project project, String importId, ImportedRow request) {
    try {
      Intake.Outcome outcome = intake.take(project, request.submission(), Optional.of(importId));
      return new Taken(request.line(), outcome.result(), outcome.notCounted(), Optional.empty());
    } catch (Problem problem) {
      return new Taken(
          request.line(),
          Intake.Result.CONFLICT,
          Collections.emptySortedMap(),
          Optional.of(onlyOfTheRow(problem)));
    }
  }

  private static List<ImportedRow> requests(
      Caller caller, ImportRows rows, List<CsvText.Row> chunk, ImportReport report) {
    List<ImportedRow> requests = new ArrayList<>();
    for (CsvText.Row row : chunk) {
      try {
        ImportedRow read = rows.read(caller, row);
        report.leaveOut(row.line(), read.leftOut());
        requests.add(read);
      } catch (Problem problem) {
        report.refuse(row.line(), problem);
      }
    }
    return requests;
  }
}
