package dev.seveneight.query.oracle.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scores of one bucket after the other. */
record TrueSeries(Truth truth, TrueNumbers numbers) {
  Map<String, Object> answer(Inquiry inquiry, SecondRange range) {
    String bucket = inquiry.parameter("bucket").orElse("day");
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bucket", bucket);
    json.put("rolling", inquiry.parameter("rolling").orElse(null));
    List<Map<String, Object>> buckets = new ArrayList<>();
    LocalDate last = truth.days().at(range.last());
    LocalDate first = truth.days().at(range.first());
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      if (day.equals(last) || number(bucket, day) != number(bucket, day.plusDays(1))) {
        buckets.add(bucket(inquiry, bucket, first, day));
        first = day.plusDays(1);
      }
    }
    json.put("buckets", buckets);
    return json;
  }

  private Map<String, Object> bucket(
      Inquiry inquiry, String bucket, LocalDate first, LocalDate last) {
    SecondRange range = truth.days().range(first, last);
    Optional<Integer> rolling =
        inquiry.parameter("rolling").map(text -> Integer.valueOf(text.replace("d", "")));
    SecondRange window =
        rolling.map(length -> truth.days().range(last.minusDays(length - 1L), last)).orElse(range);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", range.first());
    json.put("until", range.last());
    json.put("first_day", first.toString());
    json.put("last_day", last.toString());
    json.put(
        "partial",
        number(bucket, first.minusDays(1)) == number(bucket, first)
            || number(bucket, last) == number(bucket, last.plusDays(1)));
    json.putAll(
        inquiry.isAboutPeopleAtEnd()
            ? numbers.ofGroups(truth.standingAt(range.last()))
            : numbers.of(truth.in(inquiry.segment(), window, false)));
    return json;
  }

  /** Numbers the buckets, so that the days of each have the same one. */
  private static long number(String bucket, LocalDate day) {
    return switch (bucket) {
      case "day" -> day.toEpochDay();
      // The first of January 1970 was a Thursday.
      case "week" -> Math.floorDiv(day.toEpochDay() + 3, 7);
      case "month" -> 12L * day.getYear() + day.getMonthValue();
      case "quarter" -> 4L * day.getYear() + (day.getMonthValue() - 1) / 3;
      default -> throw new IllegalArgumentException(bucket);
    };
  }
}
