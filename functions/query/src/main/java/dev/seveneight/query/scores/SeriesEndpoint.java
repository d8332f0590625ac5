package dev.seveneight.query.scores;

import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.numbers.Basis;
import dev.seveneight.shared.numbers.Bucket;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.Series;
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.time.DayRange;
import dev.seveneight.shared.validation.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The endpoint of the route that returns the score of a segment over time. */
public final class SeriesEndpoint {
  /** The length of the default range in days, for buckets longer than a day. */
  private static final int LONG_DEFAULT_DAYS = 365;

  private static final int LONGEST_WINDOW = 730;

  private final QuestionParameters.Reader questions;
  private final Series series;

  public SeriesEndpoint(QuestionParameters.Reader questions, Series series) {
    this.questions = questions;
    this.series = series;
  }

  /** Returns the routes that this endpoint serves. */
  public Map<Route, Endpoint> routes() {
    return Map.of(MetricRoute.METRICS_OVER_TIME, this::reply);
  }

  ApiReply reply(Call call) {
    QuestionParameters questionParameters = questions.begin(call);
    Segment segment = questionParameters.segment();
    Basis basis = questionParameters.basis().overTime();
    questionParameters.requireBasisIn(segment, basis);
    Confidence confidence = questionParameters.confidence();
    Bucket bucket = bucket(questionParameters.parameters());
    OptionalInt rolling = rolling(questionParameters.parameters());
    if (basis.isOfPeople() && rolling.isPresent()) {
      questionParameters
          .parameters()
          .reject(
              "rolling",
              Rule.CONFLICT,
              "not for people: leave out rolling, because they are counted at the end of each bucket");
    }
    questionParameters.requireWholeDays();
    Question question =
        questionParameters.finish(
            segment,
            basis,
            confidence,
            bucket == Bucket.DAY ? ScoreEndpoint.DEFAULT_DAYS : LONG_DEFAULT_DAYS);
    DayRange range = question.range().wholeDays().orElseThrow();
    requireFewBuckets(bucket.count(range));

    List<Series.Piece> pieces =
        basis.isOfPeople()
            ? series.ofPeople(question.project().id(), range, bucket)
            : series.read(question.project().id(), segment, basis, range, bucket, rolling);
    return ApiReply.ok(SeriesJson.of(new SeriesReport(question, bucket, rolling, pieces)));
  }

  private static Bucket bucket(Parameters parameters) {
    Optional<String> text = parameters.text("bucket");
    Optional<Bucket> bucket = text.flatMap(Bucket::named);
    if (text.isPresent() && bucket.isEmpty()) {
      parameters.reject("bucket", Rule.FORMAT, "day, week, month or quarter");
    }
    return bucket.orElse(Bucket.DAY);
  }

  private static OptionalInt rolling(Parameters parameters) {
    Optional<String> text = parameters.text("rolling");
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("[1-9][0-9]{0,2}d")) {
      parameters.reject("rolling", Rule.FORMAT, "days as 30d, from 1d to " + LONGEST_WINDOW + "d");
      return OptionalInt.empty();
    }
    int days = Integer.parseInt(text.get().substring(0, text.get().length() - 1));
    if (days > LONGEST_WINDOW) {
      parameters.reject("rolling", Rule.RANGE, "from 1d to " + LONGEST_WINDOW + "d");
    }
    return OptionalInt.of(days);
  }

  private static void requireFewBuckets(long count) {
    if (count > Series.MOST_BUCKETS) {
      throw Problem.invalid(
          "bucket",
          Rule.RANGE,
          "the range has "
              + count
              + " of these buckets, and an answer at most "
              + Series.MOST_BUCKETS
              + ": ask for a shorter range or longer buckets");
    }
  }
}
