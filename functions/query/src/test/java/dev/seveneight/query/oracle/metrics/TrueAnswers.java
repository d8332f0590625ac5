package dev.seveneight.query.oracle.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the API has to answer. */
final class TrueAnswers {
  private final Truth truth;
  private final TrueRanges ranges;

  TrueAnswers(Truth truth) {
    this.truth = truth;
    this.ranges = new TrueRanges(truth);
  }

  /** The parameters that are refused; none where the question has an answer. */
  List<String> refusedParameters(Inquiry inquiry) {
    List<String> refused = new ArrayList<>();
    if (inquiry.isAboutPeople() && inquiry.parameter("by").isPresent()) {
      refused.add("by");
    }
    if (inquiry.isAboutPeopleAtEnd()
        && (!inquiry.segment().isEmpty() || inquiry.path().startsWith("/v1/metrics/by/"))) {
      refused.add("basis");
    }
    if (inquiry.isAboutPeople() && inquiry.parameter("rolling").isPresent()) {
      refused.add("rolling");
    }
    if (!refused.isEmpty()) {
      return refused;
    }
    SecondRange range = range(inquiry);
    return inquiry
        .parameter("compare")
        .map(text -> ranges.compared(text, range))
        .filter(other -> other.meets(range) || other.first() < 0)
        .map(other -> List.of("compare"))
        .orElse(List.of());
  }

  /** Whether responses with a value of the segment are counted in the row of other values. */
  boolean isCountedWithOthers(Inquiry inquiry) {
    return truth.hasOther(inquiry.segment());
  }

  /** The answer, as JSON is read. */
  Map<String, Object> to(Inquiry inquiry) {
    SecondRange range = range(inquiry);
    TrueNumbers numbers = numbers(inquiry);
    Map<String, Object> json = new LinkedHashMap<>();
    if (inquiry.path().equals("/v1/metrics")) {
      putScore(json, inquiry, range, numbers);
    } else if (inquiry.path().equals("/v1/metrics/series")) {
      json.putAll(new TrueSeries(truth, numbers).answer(inquiry, range));
    } else {
      json.putAll(new TrueRows(truth, numbers).answer(inquiry, range));
    }
    OptionalLong newest = ranges.newest();
    json.put(
        "basis",
        inquiry.isAboutPeopleAtEnd()
            ? "people_at_end"
            : inquiry.parameter("basis").orElse("responses"));
    json.put("range", ranges.json(range));
    json.put("segment", inquiry.segment());
    json.put("newest_response_at", newest.isPresent() ? newest.getAsLong() : null);
    json.put("stale_settings", false);
    return json;
  }

  private SecondRange range(Inquiry inquiry) {
    boolean hasLongBuckets =
        inquiry.parameter("bucket").filter(bucket -> !bucket.equals("day")).isPresent();
    return ranges.of(inquiry, hasLongBuckets ? 365 : 30);
  }

  private TrueNumbers numbers(Inquiry inquiry) {
    return new TrueNumbers(
        truth.tooFew(),
        Double.parseDouble(inquiry.parameter("confidence").orElse("0.95")),
        inquiry.isAboutPeople());
  }

  private void putScore(
      Map<String, Object> json, Inquiry inquiry, SecondRange range, TrueNumbers numbers) {
    json.putAll(
        inquiry.isAboutPeopleAtEnd()
            ? numbers.ofGroups(truth.standingAt(range.last()))
            : numbers.of(truth.in(inquiry.segment(), range, inquiry.isAboutPeople())));
    if (inquiry.parameter("include").isPresent()) {
      json.put("people", people(inquiry.segment(), range));
    }
    inquiry
        .parameter("compare")
        .ifPresent(
            text -> {
              SecondRange other = ranges.compared(text, range);
              Map<String, Object> compare =
                  new TrueComparison(truth, numbers).answer(inquiry, range, other);
              compare.put("range", ranges.json(other));
              json.put("compare", compare);
            });
  }

  private Map<String, Object> people(Map<String, String> segment, SecondRange range) {
    Map<String, Truth.Cell> cells = new LinkedHashMap<>();
    segment.forEach((dimension, value) -> cells.put(dimension, Truth.Cell.of(value)));
    long first = 0;
    long again = 0;
    for (List<Reply> line : truth.lines()) {
      for (int i = 0; i < line.size(); i++) {
        if (range.has(line.get(i).second()) && truth.isIn(line.get(i), cells)) {
          first += i == 0 ? 1 : 0;
          again += i == 0 ? 0 : 1;
        }
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("standing_count", truth.in(segment, range, true).counted());
    json.put("first_answer_count", first);
    json.put("repeat_answer_count", again);
    json.put("repeat_share", first + again == 0 ? null : (double) again / (first + again));
    return json;
  }
}
