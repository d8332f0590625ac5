package dev.seveneight.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Tries;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whatever is sent, changed, left out and deleted, and however the stream is cut into batches: in
 * the end every tally is what counting the responses gives.
 */
class TallyHistoriesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  enum Verb {
    CREATE,
    CHANGE,
    EXCLUDE,
    INCLUDE,
    DELETE
  }

  /**
   * What somebody does.
   *
   * @param target which response, for all but creating
   * @param minutesAgo when it was given, for creating
   */
  record Step(
      Verb verb,
      int target,
      int score,
      Optional<String> comment,
      Optional<String> plan,
      Optional<String> survey,
      int minutesAgo) {}

  /** A response as the test has it in mind; the test counts these. */
  private static final class Kept {
    private final String id;
    private final LocalDate day;
    private int score;
    private Optional<String> comment;
    private Optional<String> plan;
    private Optional<String> survey;
    private boolean excluded;

    private Kept(String id, LocalDate day) {
      this.id = id;
      this.day = day;
    }

    private void says(Step step) {
      score = step.score();
      comment = step.comment();
      plan = step.plan();
      survey = step.survey();
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  @Tries(quick = 6, thorough = 25)
  void shouldCountExistingItems(@ForAll("histories") List<Step> steps, @ForAll Random random) {
    try (StoreExtension store = new StoreExtension().open()) {
      TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
      TestProject project = TestProject.in(store, clock);
      ApiClient api = project.api();
      api.withHeader("if-match", "\"0\"")
          .put(
              "/v1/settings",
              """
              {"time_zone": "Europe/Berlin", "crossings": [["plan", "survey"]],
               "surveys_out_of_headline": ["internal"]}
              """)
          .expect(200);

      List<Kept> kept = new ArrayList<>();
      steps.forEach(step -> take(step, api, clock, kept));
      RequestStreamHandler aggregate = project.function("AggregateFunction");
      store.drainInto(new RandomBatches(aggregate, random));

      assertThat(counters(project)).isEqualTo(countedByHand(kept));
    }
  }

  private static void take(Step step, ApiClient api, TestClock clock, List<Kept> kept) {
    if (step.verb() == Verb.CREATE || kept.isEmpty()) {
      Map<String, Object> body = body(step);
      long createdAt = clock.seconds() - 60L * step.minutesAgo();
      body.put("created_at", createdAt);
      String id = api.post("/v1/survey_responses", Json.write(body)).expect(201).id();
      Kept added = new Kept(id, LocalDate.ofInstant(Instant.ofEpochSecond(createdAt), BERLIN));
      added.says(step);
      kept.add(added);
      return;
    }
    Kept target = kept.get(step.target() % kept.size());
    String path = "/v1/survey_responses/" + target.id;
    switch (step.verb()) {
      case CHANGE -> {
        api.put(path, Json.write(body(step))).expect(200);
        target.says(step);
      }
      case EXCLUDE -> {
        api.put(path, "{\"excluded\": \"bot\"}").expect(200);
        target.excluded = true;
      }
      case INCLUDE -> {
        api.put(path, "{\"excluded\": false}").expect(200);
        target.excluded = false;
      }
      case DELETE -> {
        api.delete(path).expect(202);
        kept.remove(target);
      }
      case CREATE -> throw new IllegalStateException("done above");
    }
  }

  private static Map<String, Object> body(Step step) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("plan", step.plan().orElse(null));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("score", step.score());
    body.put("comment", step.comment().orElse(null));
    body.put("survey", step.survey().orElse(null));
    body.put("person_properties", properties);
    return body;
  }

  /** The counters that are not zero, by partition, sort key and name. */
  private static Map<String, Long> counters(TestProject project) {
    Map<String, Long> counters = new TreeMap<>();
    for (Map<String, AttributeValue> item : project.items("TallyTable")) {
      String tally = item.get("pk").s() + " " + item.get("sk").s() + " ";
      item.forEach(
          (name, value) -> {
            if (value.n() != null && !value.n().equals("0")) {
              counters.put(tally.substring(project.id().length()) + name, Long.valueOf(value.n()));
            }
          });
    }
    return counters;
  }

  private static Map<String, Long> countedByHand(List<Kept> kept) {
    Map<String, Long> counted = new TreeMap<>();
    for (Kept response : kept) {
      for (String segment : segmentsOf(response)) {
        String month = response.day.toString().substring(0, 7);
        for (String period : List.of("day#" + response.day, "month#" + month)) {
          String tally = "#" + segment + " score#" + period + " 1.";
          if (response.excluded) {
            counted.merge(tally + "x", 1L, Long::sum);
            continue;
          }
          counted.merge(tally + "s" + response.score, 1L, Long::sum);
          if (response.comment.isPresent()) {
            int group = response.score <= 6 ? 0 : Math.min(response.score, 9);
            counted.merge(tally + "c" + group, 1L, Long::sum);
          }
        }
      }
    }
    return counted;
  }

  private static List<String> segmentsOf(Kept response) {
    Optional<String> plan = response.plan.map(value -> "plan=" + value);
    Optional<String> survey = response.survey.map(value -> "survey=" + value);
    List<String> segments = new ArrayList<>();
    if (!response.survey.equals(Optional.of("internal"))) {
      segments.add("");
      plan.ifPresent(segments::add);
    }
    survey.ifPresent(segments::add);
    if (plan.isPresent() && survey.isPresent()) {
      segments.add(plan.get() + "&" + survey.get());
    }
    return segments;
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(8, Verb.CREATE),
                Tuple.of(6, Verb.CHANGE),
                Tuple.of(2, Verb.EXCLUDE),
                Tuple.of(2, Verb.INCLUDE),
                Tuple.of(1, Verb.DELETE)),
            Arbitraries.integers().between(0, 1_000),
            Arbitraries.integers().between(0, 10),
            Arbitraries.of("Too slow", "Good 😀").optional(0.4),
            Arbitraries.of("pro", "free", "trial").optional(0.7),
            Arbitraries.of("spring", "autumn", "internal").optional(0.6),
            // Up to two months ago, over a change of clocks.
            Arbitraries.integers().between(0, 60 * 24 * 60))
        .as(Step::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(80);
  }
}
