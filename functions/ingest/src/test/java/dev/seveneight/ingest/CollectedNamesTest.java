package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a key that only collects brings to the lists of names and values: little. */
class CollectedNamesTest {
  private static final String RESPONSES = "/v1/survey_responses";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private ApiClient api;
  private ApiClient collector;

  @BeforeEach
  void start() {
    api = project.api();
    collector = project.api(COLLECT);
  }

  @Test
  void shouldNotTakeThePlacesOfTheGenuineNames() {
    List<String> junk = IntStream.range(10, 22).mapToObj(i -> "junk" + i).toList();

    Answer collected = collector.post(RESPONSES, withProperties(junk, "x")).expect(201);

    assertThat(collected.object()).containsOnlyKeys("id", "not_counted");
    assertThat(collected.field("not_counted")).isEqualTo(junk);
    assertThat(project.segmentsOf(collected.id())).containsExactly("");
    assertThat(project.response(collected.id()).get("properties").m()).hasSize(12);
    List<String> genuine = IntStream.range(0, 10).mapToObj(i -> "genuine" + i).toList();
    Answer written = api.post(RESPONSES, withProperties(genuine, "x")).expect(201);
    assertThat(written.field("not_counted")).isEqualTo(List.of());
    assertThat(project.segmentsOf(written.id())).hasSize(11);
  }

  @Test
  void shouldNotFillTheListOfSurveys() {
    List<Answer> collected =
        IntStream.range(0, 250)
            .mapToObj(
                i ->
                    collector
                        .post(RESPONSES, "{\"score\": 0, \"survey\": \"junk%03d\"}".formatted(i))
                        .expect(201))
            .toList();

    assertThat(values("survey")).hasSize(100);
    assertThat(dimension("survey")).containsEntry("full", false);
    assertThat(collected.get(99).field("not_counted")).isEqualTo(List.of());
    assertThat(collected.get(100).field("not_counted")).isEqualTo(List.of("survey"));
    assertThat(project.segmentsOf(collected.get(100).id())).containsExactly("");
    assertThat(project.response(collected.get(100).id())).doesNotContainKey("survey");
    for (int i = 0; i < 100; i++) {
      assertThat(segments(api, "{\"score\": 9, \"survey\": \"genuine%d\"}".formatted(i)))
          .containsExactly("", "survey=genuine" + i);
    }
    assertThat(segments(api, "{\"score\": 9, \"survey\": \"last\"}"))
        .containsExactly("", "survey~other");
  }

  @Test
  void shouldLeaveOffAValueOfAnyDimensionAndKeepTheRest() {
    cap(2);
    plan(api, "known");
    segments(api, "{\"score\": 9, \"channel\": \"email\", \"language\": \"de\"}");

    Answer answer =
        collector
            .post(
                RESPONSES,
                """
                {"score": 3, "comment": "said", "channel": "junk", "language": "xx", "survey": "one",
                 "person_properties": {"plan": "junk", "survey": "kept", "other": "kept"}}
                """)
            .expect(201);

    assertThat(answer.field("not_counted"))
        .isEqualTo(List.of("channel", "language", "other", "plan", "survey"));
    assertThat(project.segmentsOf(answer.id())).containsExactly("", "survey=one");
    Map<String, AttributeValue> stored = project.response(answer.id());
    assertThat(stored).doesNotContainKeys("channel", "language");
    assertThat(stored.get("comment").s()).isEqualTo("said");
    assertThat(stored.get("properties").m()).containsOnlyKeys("survey", "other");
  }

  @Test
  void shouldCountAValueOnceAKeyThatWritesHasBroughtIt() {
    cap(2);
    plan(api, "known");
    assertThat(plan(collector, "new")).containsExactly("");

    assertThat(plan(project.api(), "new")).containsExactly("", "plan=new");

    // At once, although this instance still remembers the list without it.
    assertThat(plan(collector, "new")).containsExactly("", "plan=new");
  }

  @Test
  void shouldCountAmongTheOthersOnceTheListHasRefused() {
    cap(2);
    plan(api, "a");
    plan(api, "b");
    plan(api, "c");

    Answer answer = collector.post(RESPONSES, planBody("d")).expect(201);

    assertThat(project.segmentsOf(answer.id())).containsExactly("", "plan~other");
    assertThat(answer.field("not_counted")).isEqualTo(List.of());
    assertThat(project.response(answer.id()).get("properties").m()).containsKey("plan");
  }

  @Test
  void shouldBringValuesUpToHalfOfTheCapRoundedDown() {
    cap(5);
    plan(api, "a");

    assertThat(plan(collector, "b")).containsExactly("", "plan=b");
    assertThat(plan(collector, "c")).containsExactly("");
    cap(1);
    assertThat(segments(collector, "{\"score\": 1, \"survey\": \"s\"}")).containsExactly("");
  }

  @Test
  void shouldBringNoMoreThanHalfFromManyInstancesAtOnce() {
    cap(6);
    plan(api, "a");
    List<ApiClient> instances = List.of(project.api(COLLECT), project.api(COLLECT));
    instances.forEach(instance -> plan(instance, "a"));

    List<List<String>> segments =
        Together.times(12, i -> plan(instances.get(i % 2), "junk" + i / 2));

    assertThat(values("plan")).hasSize(3);
    assertThat(segments.stream().flatMap(List::stream).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(""),
                    values("plan").stream()
                        .filter(value -> !value.equals("a"))
                        .map(value -> "plan=" + value))
                .toList());
    assertThat(dimension("plan")).containsEntry("full", false);
  }

  @Test
  void shouldCountByNamesThatAreDeclared() {
    settings("{\"dimensions\": [\"plan\"]}");
    start();

    assertThat(plan(collector, "pro")).containsExactly("", "plan=pro");
  }

  @Test
  void shouldKeepTheRuleInABatch() {
    Answer answer =
        collector
            .post(
                RESPONSES + "/batch",
                "[" + planBody("a") + ", {\"score\": 8, \"person_properties\": {\"b\": \"c\"}}]")
            .expect(200);

    assertThat(each(each(answer.list(), "response"), "not_counted"))
        .containsExactly(List.of("plan"), List.of("b"));
    assertThat(each(answer.list(), "response"))
        .allSatisfy(reply -> assertThat(((Map<?, ?>) reply)).hasSize(2));
    assertThat(values("plan")).isEmpty();
  }

  @Test
  void shouldRecogniseARequestWhoseValueWasLeftOff() {
    cap(2);
    plan(api, "known");
    String body =
        "{\"score\": 3, \"submission_id\": \"k\", \"person_properties\": {\"plan\": \"%s\"}}";
    Answer first = collector.post(RESPONSES, body.formatted("junk")).expect(201);

    Answer second = collector.post(RESPONSES, body.formatted("junk")).expect(200);

    assertThat(second.object()).isEqualTo(first.object());
    assertThat(second.field("not_counted")).isEqualTo(List.of("plan"));
    collector.post(RESPONSES, body.formatted("other")).expectProblem(409, "idempotency_conflict");
  }

  @Test
  void shouldKeepTheRuleWhenACollectedResponseIsChanged() {
    cap(2);
    plan(api, "known");
    String id =
        collector
            .post(RESPONSES, "{\"score\": 3, \"person_properties\": {\"junk\": \"x\"}}")
            .expect(201)
            .id();

    api.put(
            RESPONSES + "/" + id,
            "{\"person_properties\": {\"plan\": \"new\", \"more\": \"y\"}, \"comment\": \"c\"}")
        .expect(200);
    assertThat(project.segmentsOf(id)).containsExactly("");
    assertThat(values("junk")).isEmpty();
    assertThat(values("more")).isEmpty();
    assertThat(values("plan")).containsExactly("known");

    api.put(RESPONSES + "/" + id, "{\"person_properties\": {\"plan\": \"known\"}}").expect(200);
    assertThat(project.segmentsOf(id)).containsExactly("", "plan=known");
  }

  @Test
  void shouldCountByANameThatIsKnownByNow() {
    assertThat(plan(collector, "pro")).containsExactly("");
    plan(api, "pro");
    clock.advance(Duration.ofMinutes(2));

    assertThat(plan(collector, "pro")).containsExactly("", "plan=pro");
  }

  private List<String> plan(ApiClient client, String value) {
    return segments(client, planBody(value));
  }

  private static String planBody(String value) {
    return "{\"score\": 8, \"person_properties\": {\"plan\": \"%s\"}}".formatted(value);
  }

  private List<String> segments(ApiClient client, String body) {
    return project.segmentsOf(client.post(RESPONSES, body).expect(201).id());
  }

  private static String withProperties(List<String> names, String value) {
    return "{\"score\": 1, \"person_properties\": {"
        + names.stream()
            .map(name -> "\"%s\": \"%s\"".formatted(name, value))
            .collect(Collectors.joining(","))
        + "}}";
  }

  private void cap(int cap) {
    settings("{\"value_cap\": %d}".formatted(cap));
    start();
  }

  private void settings(String settings) {
    ApiClient admin = project.api();
    Object version = admin.get("/v1/settings").expect(200).headers().get("etag");
    admin.withHeader("if-match", (String) version).put("/v1/settings", settings).expect(200);
  }

  private List<String> values(String dimension) {
    return ((List<?>) dimension(dimension).getOrDefault("values", List.of()))
        .stream().map(String.class::cast).toList();
  }

  private Map<String, Object> dimension(String name) {
    return objects(project.api().get("/v1/dimensions").expect(200).list()).stream()
        .filter(each -> each.get("dimension").equals(name))
        .findFirst()
        .orElse(Map.of());
  }
}
