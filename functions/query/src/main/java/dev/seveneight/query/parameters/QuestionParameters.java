package dev.seveneight.query.parameters;

import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.numbers.Basis;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.time.ReportRange;
import dev.seveneight.shared.time.RequestedRange;
import dev.seveneight.shared.validation.Parameters;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The parameters of a request for numbers, while they are read. Callers read each parameter, add
 * field errors to {@link #parameters()}, and then call {@link #finish}. Not safe for use by several
 * threads.
 */
public final class QuestionParameters {
  private static final String WHOLE_DAYS = "tallies are of whole days";

  private final Reader reader;
  private final Project project;
  private final Parameters parameters;
  private final RequestedRange range;

  private QuestionParameters(Reader reader, Project project, Parameters parameters) {
    this.reader = reader;
    this.project = project;
    this.parameters = parameters;
    this.range = RequestedRange.read(parameters, project.settings().timeZone());
  }

  /** Begins to read the parameters of requests. Immutable. */
  public static final class Reader {
    private final ProjectTable projects;
    private final LedgerReader ledger;
    private final SegmentParameter segmentParameter;
    private final TrendParameter trendParameter;
    private final InstantSource clock;

    public Reader(
        ProjectTable projects,
        LedgerReader ledger,
        KnownDimensions dimensions,
        TrendParameter trendParameter,
        InstantSource clock) {
      this.projects = projects;
      this.ledger = ledger;
      this.segmentParameter = new SegmentParameter(dimensions);
      this.trendParameter = trendParameter;
      this.clock = clock;
    }

    /** Reads the caller's project and the range. */
    public QuestionParameters begin(Call call) {
      Project project = projects.project(call.caller().project());
      return new QuestionParameters(this, project, Parameters.of(call.request().query()));
    }
  }

  /** Returns the project of the key. */
  public Project project() {
    return project;
  }

  /** Returns the parameters, which collect the errors. */
  public Parameters parameters() {
    return parameters;
  }

  /** Returns the project's time zone. */
  public ZoneId zone() {
    return project.settings().timeZone();
  }

  /** Parses the segment. Adds a field error if there are no tallies for it. */
  public Segment segment() {
    return reader.segmentParameter.readCounted(parameters, project);
  }

  /**
   * Parses the segment and the trend, and combines them. Adds a field error if there are no tallies
   * for the result.
   */
  public Segment segmentOrTrend() {
    Segment own = reader.segmentParameter.read(parameters, project);
    Segment segment = reader.trendParameter.within(parameters, project, own);
    reader.segmentParameter.requireCounted(
        parameters,
        project,
        segment,
        segment.equals(own) ? SegmentParameter.NAME : TrendParameter.NAME);
    return segment;
  }

  /** Parses the segment. It need not have tallies. */
  public Segment anySegment() {
    return reader.segmentParameter.read(parameters, project);
  }

  /** Adds a field error if there are no tallies for a segment. */
  public void requireCounted(Segment segment) {
    reader.segmentParameter.requireCounted(parameters, project, segment);
  }

  /** Adds a field error if the range does not consist of whole days. */
  public void requireWholeDays() {
    range.requireWholeDays(parameters, WHOLE_DAYS);
  }

  /**
   * Parses {@code basis}. Adds a field error if people are requested for a range that does not
   * consist of whole days.
   */
  public Basis basis() {
    Basis basis = Basis.read(parameters);
    if (basis.isOfPeople()) {
      range.requireWholeDays(parameters, "people are counted on whole days");
    }
    return basis;
  }

  /** Adds a field error if the tallies do not have this basis in a segment. */
  public void requireBasisIn(Segment segment, Basis basis) {
    if (basis == Basis.PEOPLE_AT_END && !segment.equals(Segment.EVERYTHING)) {
      parameters.reject(
          "basis",
          Rule.CONFLICT,
          "responses. The tallies do not hold where the people of a segment stood in the past;"
              + " leave out segment to count people over time");
    }
  }

  /** Parses {@code confidence}. Adds a field error if it is invalid. */
  public Confidence confidence() {
    Optional<String> text = parameters.text("confidence");
    Optional<Confidence> confidence = text.flatMap(Confidence::named);
    if (text.isPresent() && confidence.isEmpty()) {
      parameters.reject("confidence", Rule.FORMAT, "0.90, 0.95 or 0.99");
    }
    return confidence.orElse(Confidence.NINETY_FIVE);
  }

  /**
   * Ends the reading and returns the question.
   *
   * @param defaultDays the length of the default range in days; it ends with the newest response
   * @throws dev.seveneight.shared.http.Problem 422 with all field errors, if there are any
   */
  public Question finish(Segment segment, Basis basis, Confidence confidence, int defaultDays) {
    parameters.finish();
    Optional<Instant> newest = reader.ledger.newest(project.id());
    ReportRange reported = range.resolve(newest, reader.clock.instant(), defaultDays);
    return new Question(
        project,
        segment,
        reported,
        basis,
        confidence,
        reader.segmentParameter.notSeparate(project, segment),
        newest);
  }
}
