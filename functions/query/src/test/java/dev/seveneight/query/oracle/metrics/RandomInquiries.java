package dev.seveneight.query.oracle.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Questions that a project could be asked. Not safe for several threads. */
final class RandomInquiries {
  private static final int TRIES = 10;

  private final Random random;
  private final RandomProject project;
  private final RandomRanges ranges;
  private final TrueAnswers answers;
  private Map<String, String> parameters = new LinkedHashMap<>();

  RandomInquiries(Random random, RandomProject project) {
    this.random = random;
    this.project = project;
    this.ranges = new RandomRanges(random, project);
    this.answers = new TrueAnswers(project.truth());
  }

  Inquiry next() {
    parameters = new LinkedHashMap<>();
    sometimes(3, "confidence", "0.90", "0.9", "0.95", "0.99");
    sometimes(3, "basis", "people", "people", "people_at_end", "responses");
    return switch (random.nextInt(5)) {
      case 0, 1 -> score();
      case 2 -> series();
      default -> rows();
    };
  }

  private Inquiry score() {
    sometimes(4, "include", "people");
    putRange(parameters.containsKey("include") || isAboutPeople());
    String dimension = putSegment();
    Inquiry inquiry = new Inquiry("/v1/metrics", parameters);
    if (random.nextInt(3) > 0) {
      if (!dimension.isEmpty() && random.nextInt(3) > 0) {
        parameters.put("by", dimension);
      }
      sometimesAskForEverything();
      inquiry = comparison();
    }
    return inquiry;
  }

  private Inquiry comparison() {
    if (random.nextBoolean()) {
      parameters.put("compare", "previous");
      return new Inquiry("/v1/metrics", parameters);
    }
    Inquiry inquiry = new Inquiry("/v1/metrics", parameters);
    for (int i = 0; i == 0 || (i < TRIES && !answers.refusedParameters(inquiry).isEmpty()); i++) {
      RandomRanges.Ends ends = ranges.next(isAboutPeople());
      parameters.put("compare", ends.since() + ".." + ends.until());
      inquiry = new Inquiry("/v1/metrics", parameters);
    }
    return inquiry;
  }

  private Inquiry series() {
    sometimes(2, "bucket", "day", "week", "month", "quarter");
    sometimes(3, "rolling", "1d", "7d", "30d", "31d", "90d", "365d", "730d");
    putRange(true);
    putSegment();
    sometimesAskForEverything();
    if (parameters.containsKey("until") && !parameters.containsKey("since")) {
      // From 1970 on there are more weeks than an answer takes.
      parameters.put("bucket", random.nextBoolean() ? "month" : "quarter");
    }
    return new Inquiry("/v1/metrics/series", parameters);
  }

  private Inquiry rows() {
    sometimes(
        2,
        "sort",
        "count",
        "nps",
        "promoter_share",
        "passive_share",
        "detractor_share",
        "difference",
        "value");
    sometimes(3, "order", "asc", "desc");
    putRange(isAboutPeople());
    String dimension = putSegment();
    while (dimension.isEmpty()) {
      parameters.keySet().removeIf(name -> name.startsWith("segment"));
      dimension = putSegment();
    }
    return new Inquiry("/v1/metrics/by/" + dimension, parameters);
  }

  /**
   * Asks for a segment, or for everything.
   *
   * @return a dimension that the segment can be split by; empty if there is none
   */
  private String putSegment() {
    List<String> dimensions = project.dimensions();
    if (random.nextInt(3) == 0) {
      return any(dimensions);
    }
    List<String> crossing = any(project.crossings());
    if (!dimensions.containsAll(crossing) || random.nextInt(3) == 0) {
      putPart(any(dimensions));
      return "";
    }
    int first = random.nextInt(2);
    putPart(crossing.get(first));
    if (random.nextInt(3) == 0) {
      putPart(crossing.get(1 - first));
      return "";
    }
    return crossing.get(1 - first);
  }

  private void putPart(String dimension) {
    parameters.put("segment[" + dimension + "]", any(Vocabulary.values(dimension)));
  }

  private void putRange(boolean isOnWholeDays) {
    RandomRanges.Ends ends = ranges.next(isOnWholeDays);
    int open = random.nextInt(8);
    if (open > 1) {
      parameters.put("since", ends.since());
    }
    if (open > 0 && open != 2) {
      parameters.put("until", ends.until());
    }
  }

  /** Where people stood in the past is known for everything only, and not for windows. */
  private void sometimesAskForEverything() {
    if (isAboutPeople() && random.nextInt(4) > 0) {
      parameters
          .keySet()
          .removeIf(
              name -> name.startsWith("segment") || name.equals("by") || name.equals("rolling"));
    }
  }

  private boolean isAboutPeople() {
    return parameters.getOrDefault("basis", "").startsWith("people");
  }

  private void sometimes(int oneOf, String name, String... values) {
    if (random.nextInt(oneOf) == 0) {
      parameters.put(name, values[random.nextInt(values.length)]);
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
