package dev.seveneight.ingest.settings;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Trend;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads and checks requests to create a trend. */
final class TrendReader {
  private TrendReader() {}

  /**
   * Reads a request.
   *
   * @param isDimension whether the project counts by a name
   * @throws Problem 422 with all errors
   */
  static Trend read(Object body, Predicate<String> isDimension, Instant now) {
    Fields fields = Fields.of(body);
    Optional<String> name = fields.text("name", Limits.TREND_NAME).filter(text -> !text.isEmpty());
    if (name.isEmpty() && fields.any("name").filter(v -> !isBlank(v)).isEmpty()) {
      fields.reject("name", Rule.REQUIRED, "what people call it");
    }
    SortedMap<String, String> segment = segment(fields, isDimension);
    fields.finish();
    return new Trend(
        FreshIds.next(), name.orElseThrow(), segment, Instant.ofEpochSecond(now.getEpochSecond()));
  }

  private static SortedMap<String, String> segment(Fields fields, Predicate<String> isDimension) {
    SortedMap<String, String> segment = new TreeMap<>();
    if (!fields.has("segment")) {
      fields.reject("segment", Rule.REQUIRED, "values by dimension; {} for everything");
      return segment;
    }
    fields
        .textMap("segment", Limits.PROPERTIES, Limits.PROPERTY_NAME, Limits.PROPERTY_VALUE)
        .ifPresent(
            given ->
                given.forEach(
                    (dimension, value) -> {
                      String place = "segment." + dimension;
                      Optional<String> spelled =
                          value.map(text -> Dimensions.spelled(dimension, text));
                      if (spelled.filter(text -> !text.isEmpty()).isEmpty()) {
                        fields.reject(place, Rule.REQUIRED, "the value of the dimension");
                      } else if (!isDimension.test(dimension)) {
                        fields.reject(
                            place,
                            Rule.NOT_FOUND,
                            "the project has no such dimension; /v1/dimensions lists them");
                      } else {
                        segment.put(dimension, spelled.get());
                      }
                    }));
    if (Json.write(segment).getBytes(StandardCharsets.UTF_8).length > Limits.TREND_SEGMENT_BYTES) {
      fields.reject(
          "segment", Rule.LENGTH, "at most " + Limits.TREND_SEGMENT_BYTES + " bytes of JSON");
    }
    return segment;
  }

  private static boolean isBlank(Object value) {
    return value instanceof String text && PlainText.isBlank(text);
  }
}
