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
 * A question while its parameters are read. Who reads says what is wrong with them to {@link
 * #parameters()}, and ends with {@link #finish}. Not safe for use by several threads.
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

  /** Begins to read questions. Immutable. */
  public static final class Reader {
    private final ProjectTable projects;
    private final LedgerReader ledger;
    private final SegmentParameter askedSegment;
    private final TrendParameter askedTrend;
    private final InstantSource clock;

    public Reader(
        ProjectTable projects,
        LedgerReader ledger,
        KnownDimensions dimensions,
        TrendParameter askedTrend,
        InstantSource clock) {
      this.projects = projects;
      this.ledger = ledger;
      this.askedSegment = new SegmentParameter(dimensions);
      this.askedTrend = askedTrend;
      this.clock = clock;
    }

    /** Reads whose question it is, and its range. */
    public QuestionParameters begin(Call call) {
      Project project = projects.project(call.caller().project());
      return new QuestionParameters(this, project, Parameters.of(call.request().query()));
    }
  }

  public Project project() {
    return project;
  }

  public Parameters parameters() {
    return parameters;
  }

  public ZoneId zone() {
    return project.settings().timeZone();
  }

  /** The segment that is asked for, which has to be one that tallies are kept of. */
  public Segment segment() {
    return reader.askedSegment.readCounted(parameters, project);
  }

  /**
   * The segment that is asked for, by a trend too, which has to be one that tallies are kept of.
   */
  public Segment segmentOrTrend() {
    Segment own = reader.askedSegment.read(parameters, project);
    Segment segment = reader.askedTrend.within(parameters, project, own);
    reader.askedSegment.requireCounted(
        parameters,
        project,
        segment,
        segment.equals(own) ? SegmentParameter.NAME : TrendParameter.NAME);
    return segment;
  }

  /** The segment that is asked for, which need not be one that tallies are kept of. */
  public Segment anySegment() {
    return reader.askedSegment.read(parameters, project);
  }

  /** Says to the parameters when no tallies are kept of a segment. */
  public void requireCounted(Segment segment) {
    reader.askedSegment.requireCounted(parameters, project, segment);
  }

  /** Says to the parameters when the range does not begin and end with a day. */
  public void requireWholeDays() {
    range.requireWholeDays(parameters, WHOLE_DAYS);
  }

  /** The parameter {@code basis}; people are counted on whole days only. */
  public Basis basis() {
    Basis basis = Basis.read(parameters);
    if (basis == Basis.PEOPLE) {
      range.requireWholeDays(parameters, "people are counted on whole days");
    }
    return basis;
  }

  /** The parameter {@code confidence}. */
  public Confidence confidence() {
    Optional<String> text = parameters.text("confidence");
    Optional<Confidence> confidence = text.flatMap(Confidence::named);
    if (text.isPresent() && confidence.isEmpty()) {
      parameters.reject("confidence", Rule.FORMAT, "0.90, 0.95 or 0.99");
    }
    return confidence.orElse(Confidence.NINETY_FIVE);
  }

  /**
   * Ends the reading.
   *
   * @param defaultDays how many days are meant when no range is asked for; they end with the newest
   *     response
   * @throws dev.seveneight.shared.http.Problem 422 if anything was wrong
   */
  public Question finish(Segment segment, Basis basis, Confidence confidence, int defaultDays) {
    parameters.finish();
    Optional<Instant> newest = reader.ledger.newest(project.id());
    ReportRange reported = range.resolve(newest, reader.clock.instant(), defaultDays);
    return new Question(project, segment, reported, basis, confidence, newest);
  }
}
