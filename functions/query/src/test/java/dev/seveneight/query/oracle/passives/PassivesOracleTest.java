package dev.seveneight.query.oracle.passives;

import static dev.seveneight.testing.JsonObjects.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.oracle.JsonDifferences;
import dev.seveneight.testing.Thoroughness;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every number about passives and steps, held against a count of the responses one by one, in
 * projects with random histories: deleted, excluded and changed answers, people with many and with
 * one, several surveys, days of odd lengths.
 */
@Tag("random")
class PassivesOracleTest {
  private static final List<Map<String, String>> SEGMENTS =
      List.of(
          Map.of(),
          Map.of("plan", "pro"),
          Map.of("survey", "internal"),
          Map.of("country", "DE"),
          Map.of("plan", "pro", "survey", "internal"),
          Map.of("plan", "free", "country", "FR"));

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  /** What was seen of what there is to see, so that the histories are known to be rich enough. */
  private static final TreeSet<String> seen = new TreeSet<>();

  static LongStream seeds() {
    return Thoroughness.seeds(2, 5);
  }

  @ParameterizedTest(name = "history {0}")
  @MethodSource("seeds")
  void shouldAnswerAsACountOneByOneDoes(long seed) {
    RandomHistory project = new RandomHistory(store, seed, 450);
    Random random = new Random(seed);

    for (int i = 0; i < 18; i++) {
      // Everything every other time, for only there are enough steps to expect a score.
      Map<String, String> segment = SEGMENTS.get(i % 2 == 0 ? 0 : i / 2 % SEGMENTS.size());
      LocalDate[] range = range(project, random, i);
      double confidence = List.of(0.95, 0.9, 0.99).get(random.nextInt(3));
      BruteForce count =
          new BruteForce(
              project.answers(),
              project.zone(),
              project.today(),
              segment,
              range[0],
              range[1],
              confidence);
      String query = query(count, i);
      askAboutPassives(project, count, query, random);
      askAboutSteps(project, count, query);
    }
  }

  @AfterAll
  static void shouldHaveSeenEverything() {
    if (!Thoroughness.isThorough() || Thoroughness.givenSeed().isPresent()) {
      return;
    }
    assertThat(seen)
        .contains("expected", "no level", "usual", "elevated", "lowered", "segments")
        .contains("cooling", "warming", "mixed");
  }

  private static void askAboutPassives(
      RandomHistory project, BruteForce count, String query, Random random) {
    List<String> dimensions = dimensions(count.segment());
    Optional<String> by =
        dimensions.isEmpty() || random.nextInt(3) > 0
            ? Optional.empty()
            : Optional.of(dimensions.get(random.nextInt(dimensions.size())));
    long tenths = random.nextInt(100);
    String question =
        "/v1/metrics/passives?threshold="
            + tenths / 10.0
            + by.map(dimension -> "&by=" + dimension).orElse("")
            + query;
    Map<String, Object> answer = ask(project, count, question);
    Object level = answer.get("level");
    if (level != null) {
      object(level).remove("reason");
      Map<String, Object> baseline = object(object(level).get("baseline"));
      Map<String, Object> range = object(baseline.remove("range"));
      baseline.put("range.first_day", range.get("first_day"));
      baseline.put("range.last_day", range.get("last_day"));
    }
    assertSame(
        question,
        answer,
        new PassivesByHand(count, project.tooFew(), dimensions, by, tenths).report());
    note(answer);
  }

  private static void assertSame(
      String question, Map<String, Object> answer, Map<String, Object> expected) {
    assertThat(JsonDifferences.betweenRounded(expected, answer)).as(question).isEmpty();
  }

  private static void askAboutSteps(RandomHistory project, BruteForce count, String query) {
    TransitionsByHand byHand = new TransitionsByHand(count, project.tooFew());
    String cohort = "/v1/metrics/transitions?view=cohort" + query;
    assertSame(cohort, ask(project, count, cohort), byHand.cohort());
    String arrivals = "/v1/metrics/transitions?view=arrivals" + query;
    assertSame(arrivals, ask(project, count, arrivals), byHand.arrivals());
  }

  /** The answer without what it says of the question, which is checked here. */
  private static Map<String, Object> ask(RandomHistory project, BruteForce count, String question) {
    Map<String, Object> answer = project.api().get(question).expect(200).object();
    assertThat(object(answer.remove("range")))
        .as(question)
        .containsEntry("first_day", count.first().toString())
        .containsEntry("last_day", count.last().toString())
        .containsEntry("time_zone", count.zone().getId());
    assertThat(answer.remove("segment")).isEqualTo(count.segment());
    assertThat(answer.remove("stale_settings")).isEqualTo(false);
    assertThat(((Number) answer.remove("newest_response_at")).longValue())
        .isEqualTo(newest(project).time());
    return answer;
  }

  private static void note(Map<String, Object> report) {
    Object swing = report.get("swing");
    if (swing != null && object(swing).get("expected") != null) {
      seen.add("expected");
    }
    Object level = report.get("level");
    seen.add(level == null ? "no level" : "" + object(level).get("level"));
    seen.add(level == null ? "no level" : "" + object(level).get("drift"));
    if (!((List<?>) report.get("segments")).isEmpty()) {
      seen.add("segments");
    }
  }

  /** The default range at first, then long and short ones, some of which nobody answered in. */
  private static LocalDate[] range(RandomHistory project, Random random, int question) {
    if (question == 0) {
      LocalDate last = newest(project).day(project.zone());
      return new LocalDate[] {last.minusDays(364), last};
    }
    if (question == 2) {
      // Since something has changed.
      return new LocalDate[] {project.today().minusDays(199), project.today()};
    }
    int length = List.of(1, 30, 90, 365, 800).get(random.nextInt(5));
    LocalDate last = project.today().plusDays(10).minusDays(random.nextInt(760));
    return new LocalDate[] {last.minusDays(random.nextInt(length)), last};
  }

  private static String query(BruteForce count, int question) {
    StringBuilder query = new StringBuilder("&confidence=").append(count.confidence());
    if (question > 0) {
      query.append("&since=").append(count.first()).append("&until=").append(count.last());
    }
    count.segment().forEach((name, value) -> query.append("&segment[" + name + "]=").append(value));
    return query.toString();
  }

  /** Those that the segment is crossed with. */
  private static List<String> dimensions(Map<String, String> segment) {
    if (segment.isEmpty()) {
      return List.of("survey", "channel", "language", "country", "plan");
    }
    if (segment.size() == 2) {
      return List.of();
    }
    return segment.containsKey("plan") ? List.of("survey", "country") : List.of("plan");
  }

  private static RawAnswer newest(RandomHistory project) {
    return project.answers().stream()
        .max((one, other) -> Long.compare(one.time(), other.time()))
        .orElseThrow();
  }
}
