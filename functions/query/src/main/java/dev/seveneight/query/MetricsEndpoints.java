package dev.seveneight.query;

import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import dev.seveneight.shared.store.ProjectTable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The routes that answer with scores. */
final class MetricsEndpoints {
  /** How many days are asked about when no range is given; they end with the newest response. */
  private static final int DEFAULT_DAYS = 30;

  private final ProjectTable projects;
  private final TallyTable tallies;
  private final LedgerTable ledger;
  private final KnownDimensions dimensions;
  private final AskedSegment askedSegment;
  private final Parallel parallel;
  private final InstantSource clock;

  MetricsEndpoints(
      ProjectTable projects,
      TallyTable tallies,
      LedgerTable ledger,
      KnownDimensions dimensions,
      Parallel parallel,
      InstantSource clock) {
    this.projects = projects;
    this.tallies = tallies;
    this.ledger = ledger;
    this.dimensions = dimensions;
    this.askedSegment = new AskedSegment(dimensions);
    this.parallel = parallel;
    this.clock = clock;
  }

  ApiAnswer ofSegment(Call call) {
    Project project = projects.project(call.caller().project());
    Parameters parameters = Parameters.of(call.request().query());
    AskedRange asked = AskedRange.read(parameters, zone(project));
    Segment segment = askedSegment.readCounted(parameters, project);
    parameters.finish();

    Optional<Instant> newest = ledger.newest(project.id());
    DayRange range = days(asked, project, newest);
    ScoreTally tally = tallies.scores(project.id(), segment, range);
    Map<String, Object> json =
        new LinkedHashMap<>(ScoreJson.of(tally, project.settings().tooFew()));
    json.putAll(about(project, asked, range, segment, newest));
    return ApiAnswer.ok(json);
  }

  ApiAnswer byDimension(Call call) {
    Project project = projects.project(call.caller().project());
    String dimension = dimension(project, call.parameter());
    Parameters parameters = Parameters.of(call.request().query());
    AskedRange asked = AskedRange.read(parameters, zone(project));
    Segment segment = askedSegment.read(parameters, project);
    if (segment.isOf(dimension)) {
      parameters.reject("segment", Rule.CONFLICT, "of another dimension than the rows");
    } else {
      askedSegment.requireCounted(parameters, project, with(segment, Part.other(dimension)));
    }
    parameters.finish();

    Optional<Instant> newest = ledger.newest(project.id());
    DayRange range = days(asked, project, newest);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", dimension);
    json.put("rows", rows(project, dimension, segment, range));
    json.putAll(about(project, asked, range, segment, newest));
    return ApiAnswer.ok(json);
  }

  /**
   * The dimension that a path names. The gateway hands a path on with its escapes resolved, and cut
   * at a question mark that appears by that: a name that holds one is escaped twice.
   */
  private String dimension(Project project, String inPath) {
    if (dimensions.has(project, inPath)) {
      return inPath;
    }
    String unescaped = Parameters.unescape(inPath);
    if (!dimensions.has(project, unescaped)) {
      throw Problem.of(
          ErrorCode.NOT_FOUND, "the project has no such dimension; /v1/dimensions lists them");
    }
    return unescaped;
  }

  private record Row(Part part, ScoreTally tally, boolean inHeadline) {}

  private List<Map<String, Object>> rows(
      Project project, String dimension, Segment segment, DayRange range) {
    // The whole before its parts, as the fold writes the parts before the whole.
    ScoreTally all = tallies.scores(project.id(), segment, range);
    List<Part> parts =
        Stream.concat(
                dimensions.values(project, dimension).listed().stream()
                    .map(value -> Part.of(dimension, value)),
                Stream.of(Part.other(dimension)))
            .toList();
    List<Row> rows =
        parallel.map(
            parts,
            part ->
                new Row(
                    part,
                    tallies.scores(project.id(), with(segment, part), range),
                    inHeadline(project, part)));
    ScoreTally inRows = ScoreTally.NONE;
    List<Map<String, Object>> json = new ArrayList<>();
    for (Row row : largestFirst(rows)) {
      if (row.inHeadline()) {
        inRows = inRows.plus(row.tally());
      }
      if (row.part().value().isPresent() || !row.tally().equals(ScoreTally.NONE)) {
        json.add(
            rowJson(
                row.part().value().isPresent() ? "value" : "other",
                row.part().value().orElse(null),
                row.inHeadline(),
                row.tally(),
                project));
      }
    }
    ScoreTally without = all.without(inRows);
    if (!without.equals(ScoreTally.NONE)) {
      json.add(rowJson("without", null, true, without, project));
    }
    return json;
  }

  /**
   * The values by size, then what is not counted by itself: it is no value that could be compared
   * with them.
   */
  private static List<Row> largestFirst(List<Row> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparing((Row row) -> row.part().value().isEmpty())
                .thenComparing(row -> -row.tally().counts().total()))
        .toList();
  }

  private static Map<String, Object> rowJson(
      String kind, String value, boolean inHeadline, ScoreTally tally, Project project) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", value);
    json.put("row", kind);
    json.put("headline", inHeadline);
    json.putAll(ScoreJson.of(tally, project.settings().tooFew()));
    return json;
  }

  /** Whether the responses of this value are part of everything: those of some surveys are not. */
  private static boolean inHeadline(Project project, Part part) {
    return !part.dimension().equals(Dimensions.SURVEY)
        || part.value().filter(project.settings().surveysOutOfHeadline()::contains).isEmpty();
  }

  private static Segment with(Segment segment, Part part) {
    return new Segment(Stream.concat(segment.parts().stream(), Stream.of(part)).toList());
  }

  private DayRange days(AskedRange asked, Project project, Optional<Instant> newest) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone(project));
    LocalDate newestDay =
        newest.map(instant -> LocalDate.ofInstant(instant, zone(project))).orElse(today);
    if (asked.since().isEmpty() && asked.until().isEmpty()) {
      return new DayRange(newestDay.minusDays(DEFAULT_DAYS - 1), newestDay);
    }
    // A response may be dated a little ahead of our clock.
    LocalDate openEnd = newestDay.isAfter(today) ? newestDay : today;
    LocalDate first = asked.since().map(AskedRange.Moment::day).orElse(AskedRange.FIRST_DAY);
    LocalDate last = asked.until().map(AskedRange.Moment::day).orElse(openEnd);
    return new DayRange(first, last.isBefore(first) ? first : last);
  }

  private static Map<String, Object> about(
      Project project,
      AskedRange asked,
      DayRange range,
      Segment segment,
      Optional<Instant> newest) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("range", AskedRange.toJson(range, zone(project), asked.isInsideDays(zone(project))));
    json.put("segment", AskedSegment.toJson(segment));
    json.put("newest_response_at", newest.map(Instant::getEpochSecond).orElse(null));
    json.put("stale_settings", project.staleSettings());
    return json;
  }

  private static ZoneId zone(Project project) {
    return project.settings().timeZone();
  }
}
