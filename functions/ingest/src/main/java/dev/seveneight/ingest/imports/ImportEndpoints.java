package dev.seveneight.ingest.imports;

import dev.seveneight.ingest.imports.csv.CsvFile;
import dev.seveneight.ingest.imports.csv.Delimiter;
import dev.seveneight.ingest.imports.times.TimeFormat;
import dev.seveneight.ingest.responses.SubmissionReader;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.responses.Intake;
import dev.seveneight.shared.intake.responses.NewDimensions;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.route.ImportRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.segment.MemoryValueLists;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.ValueListTable;
import dev.seveneight.shared.validation.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The endpoints of the routes that import a file and undo an import. */
public final class ImportEndpoints {
  /** The time that one request works. The gateway's limit is 30 s. */
  private static final Duration WORK = Duration.ofSeconds(20);

  private static final long LAST_LINE = 10_000_000;

  private final ProjectTable projects;
  private final SubmissionReader submissions;
  private final Intake intake;
  private final NewDimensions newDimensions;
  private final ValueListTable valueLists;
  private final Imports imports;
  private final InstantSource clock;

  public ImportEndpoints(
      ProjectTable projects,
      SubmissionReader submissions,
      Intake intake,
      NewDimensions newDimensions,
      ValueListTable valueLists,
      Imports imports,
      InstantSource clock) {
    this.projects = projects;
    this.submissions = submissions;
    this.intake = intake;
    this.newDimensions = newDimensions;
    this.valueLists = valueLists;
    this.imports = imports;
    this.clock = clock;
  }

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        ImportRoute.IMPORT, this::take,
        ImportRoute.TAKE_BACK_IMPORT, this::undo);
  }

  ApiReply take(Call call) {
    Instant deadline = clock.instant().plus(WORK);
    call.request().requireMediaType("text/csv");
    call.request().requireAtMost(Limits.BATCH_BYTES);
    Project project = projects.project(call.caller().project());
    Parameters parameters = Parameters.of(call.request().query());
    CsvFile file =
        CsvFile.read(
            call.request().body(), delimiter(parameters), ImportColumns.scoreColumn(parameters));
    boolean dryRun = parameters.flag("dry_run");
    long fromLine = fromLine(parameters);
    ImportColumns columns = ImportColumns.read(parameters, file.header());
    ImportRows rows =
        new ImportRows(
            file,
            columns,
            timeFormat(parameters, columns, project),
            new ScoreFormat(parameters.flag("labelled_scores")),
            WordList.read(parameters, "na_values").map(Set::copyOf).orElse(Set.of()),
            submissions,
            project.settings().defaultCountry());
    checkScores(parameters, rows);
    parameters.finish();

    String importId = Imports.idOf(project, file);
    ImportReport report = new ImportReport(file.delimiter(), columns.leftOut());
    OptionalLong nextLine = OptionalLong.empty();
    if (dryRun) {
      ImportPreview preview =
          new ImportPreview(
              intake,
              newDimensions,
              MemoryValueLists.like(valueLists.of(project)),
              importId,
              call.caller().may(Scope.READ));
      nextLine = imports.preview(project, call.caller(), rows, fromLine, deadline, preview, report);
    } else {
      nextLine = imports.take(project, call.caller(), rows, fromLine, deadline, report);
    }
    return ApiReply.ok(report.toJson(importId, dryRun, nextLine));
  }

  ApiReply undo(Call call) {
    Instant deadline = clock.instant().plus(WORK);
    Parameters parameters = Parameters.of(call.request().query());
    long fromLine = fromLine(parameters);
    parameters.finish();
    Project project = projects.project(call.caller().project());
    Imports.TakenBack takenBack = imports.undo(project, call.parameter(), fromLine, deadline);
    OptionalLong nextLine = takenBack.nextLine();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ok", true);
    json.put("complete", nextLine.isEmpty());
    json.put("next_line", nextLine.isPresent() ? nextLine.getAsLong() : null);
    json.put("deleted", takenBack.deleted());
    return ApiReply.of(202, json);
  }

  private static long fromLine(Parameters parameters) {
    return parameters.integer("from_line", 1, LAST_LINE).orElse(0);
  }

  private static Optional<Delimiter> delimiter(Parameters parameters) {
    Optional<String> text = parameters.verbatim("delimiter");
    Optional<Delimiter> delimiter = text.flatMap(Delimiter::of);
    if (text.isPresent() && delimiter.isEmpty()) {
      // Without a delimiter there are no columns to compare other parameters with.
      throw Problem.invalid("delimiter", Rule.FORMAT, "comma, semicolon, tab or pipe");
    }
    return delimiter;
  }

  private static void checkScores(Parameters parameters, ImportRows rows) {
    OptionalLong foreign = rows.firstForeignScore();
    if (foreign.isPresent()) {
      parameters.reject(
          ImportColumns.SCORE,
          Rule.FORMAT,
          "line "
              + foreign.getAsLong()
              + " has a range, a fraction, or a label on a number other than 0 and 10, as other"
              + " scales have; if all numbers are scores from 0 to 10, send labelled_scores=true"
              + " (rows with a range are refused then)");
    }
  }

  private static Optional<TimeFormat> timeFormat(
      Parameters parameters, ImportColumns columns, Project project) {
    Optional<String> format = parameters.text("time_format");
    Optional<String> zone = parameters.text("time_zone");
    if (zone.isPresent() && !ZoneId.getAvailableZoneIds().contains(zone.get())) {
      parameters.reject("time_zone", Rule.FORMAT, "a name of the time zone database");
      return Optional.empty();
    }
    boolean hasTimes = columns.fieldAt().containsKey(ImportColumns.CREATED_AT);
    if (hasTimes && format.isEmpty()) {
      parameters.reject("time_format", Rule.REQUIRED, TimeFormat.CHOICES);
    }
    if (!hasTimes && format.isPresent() && parameters.text(ImportColumns.CREATED_AT).isEmpty()) {
      // Otherwise all rows would get the current time, although the file has times.
      parameters.reject(
          ImportColumns.CREATED_AT, Rule.REQUIRED, "the name of the column that has time_format");
    }
    if (!hasTimes || format.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          TimeFormat.of(format.get(), zone.map(ZoneId::of), project.settings().timeZone()));
    } catch (IllegalArgumentException e) {
      parameters.reject("time_format", Rule.FORMAT, e.getMessage());
      return Optional.empty();
    }
  }
}
