package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How many values of a dimension are counted by themselves. Whether one is, is decided once and for
 * ever: no value is ever counted in two places.
 */
class ValueCapTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldCountWhatIsBeyondTheCapTogether() {
    cap(2);

    assertThat(List.of(planOf("a"), planOf("b"), planOf("c"), planOf("d"), planOf("a")))
        .containsExactly("plan=a", "plan=b", "plan~other", "plan~other", "plan=a");
    assertThat(dimension()).containsEntry("values", List.of("a", "b")).containsEntry("full", true);
  }

  @Test
  void shouldNotBeFullBeforeItRefused() {
    cap(2);
    planOf("a");
    planOf("b");
    assertThat(dimension()).containsEntry("full", false);

    cap(3);

    assertThat(planOf("c")).isEqualTo("plan=c");
  }

  @Test
  void shouldRefuseWhatItRefusedForEverAlsoWhenTheCapIsRaised() {
    cap(2);
    planOf("a");
    planOf("b");
    planOf("c");

    cap(500);

    assertThat(planOf("c")).isEqualTo("plan~other");
    assertThat(planOf("d")).isEqualTo("plan~other");
    assertThat(planOf(project.api(), "c")).isEqualTo("plan~other");
    assertThat(dimension()).containsEntry("values", List.of("a", "b"));
  }

  @Test
  void shouldKeepWhatItTookWhenTheCapIsLowered() {
    cap(3);
    planOf("a");
    planOf("b");
    planOf("c");

    cap(1);

    assertThat(planOf("c")).isEqualTo("plan=c");
    assertThat(planOf("d")).isEqualTo("plan~other");
  }

  @Test
  void shouldCapEachDimensionByItself() {
    cap(1);

    planOf("a");
    String id =
        api.post("/v1/survey_responses", "{\"score\": 8, \"survey\": \"a\", \"channel\": \"b\"}")
            .expect(201)
            .id();

    assertThat(project.segmentsOf(id)).containsExactly("", "channel=b", "survey=a");
  }

  @Test
  void shouldLearnFromOtherInstancesWhatIsTaken() {
    cap(2);
    ApiClient other = project.api();
    planOf("a");
    planOf(other, "a");

    assertThat(planOf(other, "b")).isEqualTo("plan=b");
    // This instance still remembers one value and one free place.
    assertThat(planOf("c")).isEqualTo("plan~other");
    assertThat(planOf("b")).isEqualTo("plan=b");
  }

  @Test
  void shouldGiveTheLastPlaceToOneOfTwoInstances() {
    cap(3);
    List<ApiClient> instances = List.of(project.api(WRITE), project.api(WRITE));
    // Both remember that there are two free places.
    instances.forEach(instance -> planOf(instance, "first"));

    List<String> counted =
        Together.times(12, i -> i % 6 + " " + planOf(instances.get(i / 6), "v" + i % 6));

    List<?> listed = (List<?>) dimension().get("values");
    assertThat(listed).hasSize(3).anyMatch("first"::equals);
    Map<String, List<String>> segmentsByValue =
        counted.stream()
            .collect(
                Collectors.groupingBy(
                    text -> "v" + text.charAt(0),
                    Collectors.mapping(text -> text.substring(2), Collectors.toList())));
    segmentsByValue.forEach(
        (value, segments) ->
            assertThat(segments)
                .as(value)
                .containsOnly(listed.contains(value) ? "plan=" + value : "plan~other"));
  }

  @Test
  void shouldTakeTenNamesOfPropertiesFromManyInstancesAtOnce() {
    List<ApiClient> instances = List.of(project.api(WRITE), project.api(WRITE));

    List<String> uncounted = new ArrayList<>();
    Together.times(
            14,
            i ->
                instances
                    .get(i % 2)
                    .post(
                        "/v1/survey_responses",
                        "{\"score\": 8, \"person_properties\": {\"p" + i + "\": \"x\"}}")
                    .expect(201)
                    .field("not_counted"))
        .forEach(names -> ((List<?>) names).forEach(name -> uncounted.add((String) name)));

    assertThat(uncounted).hasSize(4).doesNotHaveDuplicates();
    assertThat(api.get("/v1/dimensions").list())
        .extracting(each -> (String) ((Map<?, ?>) each).get("dimension"))
        .hasSize(13)
        .doesNotContainAnyElementsOf(uncounted);
  }

  private void cap(int cap) {
    Object version = api.get("/v1/settings").headers().get("etag");
    api.withHeader("if-match", (String) version)
        .put("/v1/settings", "{\"value_cap\": " + cap + "}")
        .expect(200);
    clock.advance(Duration.ofSeconds(60));
  }

  /** The segment that a response with this plan is counted in. */
  private String planOf(String value) {
    return planOf(api, value);
  }

  private String planOf(ApiClient client, String value) {
    String id =
        client
            .post(
                "/v1/survey_responses",
                "{\"score\": 8, \"person_properties\": {\"plan\": \"" + value + "\"}}")
            .expect(201)
            .id();
    return project.segmentsOf(id).get(1);
  }

  /** What the API says of the dimension when nothing is remembered any more. */
  private Map<String, Object> dimension() {
    clock.advance(Duration.ofSeconds(60));
    for (Object each : api.get("/v1/dimensions").list()) {
      Map<String, Object> dimension = new TreeMap<>();
      ((Map<?, ?>) each).forEach((name, value) -> dimension.put((String) name, value));
      if (dimension.get("dimension").equals("plan")) {
        return dimension;
      }
    }
    throw new AssertionError("there is no dimension plan");
  }
}
