package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tallies follow whatever becomes of a response, and nothing of it stays behind. */
class CountedOnceTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final List<String> SEGMENTS =
      List.of("", "channel=email", "country=DE", "plan=pro", "survey=s");

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  /** Another response in the same segments, so that a wrong counter is not just a missing one. */
  private Map<String, Long> others;

  @BeforeEach
  void takeInAnother() {
    create("{\"score\": 8, \"comment\": \"other\", " + segments() + "}");
    others = project.tallies();
  }

  @Test
  void shouldLeaveEveryTallyAsBeforeItCame() {
    String id = create("{\"score\": 8, " + segments() + "}");
    assertAdded("s8");

    change(id, "{\"score\": 10}");
    assertAdded("s10");

    change(id, "{\"comment\": \"late\"}");
    assertAdded("s10", "c9");

    change(id, "{\"excluded\": \"test\"}");
    assertAdded("x");

    change(id, "{\"score\": 7}");
    assertAdded("x");

    change(id, "{\"excluded\": false}");
    assertAdded("s7", "c7");

    change(id, "{\"comment\": null}");
    assertAdded("s7");

    api.delete("/v1/survey_responses/" + id).expect(202);
    assertThat(project.tallies()).isEqualTo(others);
  }

  @Test
  void shouldComeToTheSameWhenNothingIsCountedInBetween() {
    String id = create("{\"score\": 8, " + segments() + "}");
    change(id, "{\"score\": 10}");
    change(id, "{\"excluded\": \"bot\"}");
    change(id, "{\"excluded\": null}");
    api.delete("/v1/survey_responses/" + id).expect(202);

    assertThat(project.tallies()).isEqualTo(others);
  }

  @Test
  void shouldMoveAResponseToItsNewSegments() {
    String id = create("{\"score\": 3, \"person_properties\": {\"plan\": \"pro\"}}");

    change(id, "{\"person_properties\": {\"plan\": \"team\", \"country\": \"FR\"}}");

    Map<String, Long> expected = new HashMap<>(others);
    for (String segment : List.of("", "country=FR", "plan=team")) {
      expected.put(segment + " score#day#2026-03-05 1.s3", 1L);
      expected.put(segment + " score#month#2026-03 1.s3", 1L);
    }
    assertThat(project.tallies()).isEqualTo(expected);
  }

  @Test
  void shouldCountAResponseByDayAndByMonth() {
    create("{\"score\": 0, \"created_at\": 1772323199}");
    create("{\"score\": 0, \"created_at\": 1772323200}");

    Map<String, Long> expected = new HashMap<>(others);
    expected.put(" score#day#2026-02-28 1.s0", 1L);
    expected.put(" score#month#2026-02 1.s0", 1L);
    expected.put(" score#day#2026-03-01 1.s0", 1L);
    expected.put(" score#month#2026-03 1.s0", 1L);
    assertThat(project.tallies()).isEqualTo(expected);
  }

  private static String segments() {
    return "\"survey\": \"s\", \"channel\": \"email\","
        + " \"person_properties\": {\"plan\": \"pro\", \"country\": \"DE\"}";
  }

  /** The tallies are those of the other response and one more of each of these counters. */
  private void assertAdded(String... counters) {
    Map<String, Long> expected = new HashMap<>(others);
    for (String segment : SEGMENTS) {
      for (String counter : counters) {
        expected.merge(segment + " score#day#2026-03-05 1." + counter, 1L, Long::sum);
        expected.merge(segment + " score#month#2026-03 1." + counter, 1L, Long::sum);
      }
    }
    assertThat(project.tallies()).isEqualTo(expected);
  }

  private String create(String body) {
    return api.post("/v1/survey_responses", body).expect(201).id();
  }

  private void change(String id, String body) {
    api.put("/v1/survey_responses/" + id, body).expect(200);
  }
}
