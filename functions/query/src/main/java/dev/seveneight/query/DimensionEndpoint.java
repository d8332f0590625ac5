package dev.seveneight.query;

import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.Endpoint;
import dev.seveneight.shared.http.MetricRoute;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.BenjaminiHochberg;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Difference;
import dev.seveneight.shared.nps.NpsDifference;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The route that answers with the score of each value of a dimension. */
final class DimensionEndpoint {
  private final Asking.Reader askings;
  private final Scores.Reader scores;
  private final DimensionRows.Reader rows;
  private final KnownDimensions dimensions;

  DimensionEndpoint(
      Asking.Reader askings,
      Scores.Reader scores,
      DimensionRows.Reader rows,
      KnownDimensions dimensions) {
    this.askings = askings;
    this.scores = scores;
    this.rows = rows;
    this.dimensions = dimensions;
  }

  /** The routes that these endpoints serve. */
  Map<Route, Endpoint> routes() {
    return Map.of(MetricRoute.METRICS_BY_DIMENSION, this::answer);
  }

  ApiAnswer answer(Call call) {
    Asking asking = askings.begin(call);
    String dimension = dimensions.inPath(asking.project(), call.parameter());
    Parameters parameters = asking.parameters();
    Segment segment = asking.anySegment();
    if (segment.isOf(dimension)) {
      parameters.reject("segment", Rule.CONFLICT, "of another dimension than the rows");
    } else {
      asking.requireCounted(segment.with(Part.other(dimension)));
    }
    Basis basis = asking.basis();
    Confidence confidence = asking.confidence();
    RowOrder order = RowOrder.read(parameters);
    Question question = asking.finish(segment, basis, confidence, ScoreEndpoint.DEFAULT_DAYS);

    DimensionRows read =
        rows.read(question, dimension, scores.of(question, Scores.Aim.MANY_SEGMENTS));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", dimension);
    json.put(
        "rows",
        order.sorted(compared(read, question)).stream().map(r -> r.toJson(question)).toList());
    json.put("basis", basis.apiName());
    json.putAll(QuestionJson.of(question));
    return ApiAnswer.ok(json);
  }

  /** Compares each row with the rest. */
  private static List<ComparedRow> compared(DimensionRows read, Question question) {
    List<Optional<Difference>> differences = new ArrayList<>();
    for (DimensionRows.Row row : read.rows()) {
      ScoreCounts rest = read.restOf(row);
      differences.add(
          row.isInHeadline()
              ? NpsDifference.between(row.tally().counts(), rest, question.confidence())
              : Optional.empty());
    }
    List<Double> qValues =
        BenjaminiHochberg.qValues(
            differences.stream().flatMap(Optional::stream).map(Difference::p).toList());
    List<ComparedRow> rows = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < differences.size(); i++) {
      Optional<Difference> difference = differences.get(i);
      rows.add(
          new ComparedRow(
              read.rows().get(i), difference, difference.isPresent() ? qValues.get(next++) : 1));
    }
    return rows;
  }

  /**
   * A row and how far it is from the rest.
   *
   * @param q the difference's p value for the many rows; 1 if there is no difference
   */
  record ComparedRow(DimensionRows.Row row, Optional<Difference> difference, double q) {
    ScoreCounts counts() {
      return row.tally().counts();
    }

    Map<String, Object> toJson(Question question) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("value", row.value().orElse(null));
      json.put("row", row.holds().apiName());
      json.put("headline", row.isInHeadline());
      json.putAll(ScoreJson.of(row.tally(), question));
      json.put(
          "difference_from_rest",
          difference.map(found -> NumberJson.differenceOfMany(found, q)).orElse(null));
      return json;
    }
  }
}
