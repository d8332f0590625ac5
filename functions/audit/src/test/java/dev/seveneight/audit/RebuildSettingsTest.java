package dev.seveneight.audit;

import static dev.seveneight.audit.RebuildScene.drift;
import static dev.seveneight.audit.RebuildScene.month;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.rebuild.Rebuild;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.project.ProjectTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What becomes of the responses when a project is to be counted in another way. */
class RebuildSettingsTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private RebuildScene scene;
  private String ofA;
  private String ofB;

  @BeforeEach
  void makeProjectWithAFullList() {
    scene = new RebuildScene(store);
    settings(0, "{\"value_cap\": 1}");
    ofA = respond("a", "spring");
    ofB = respond("b", "spring");
    scene.stream.drain();
    assertThat(scene.project.segmentsOf(ofA)).containsExactly("", "plan=a", "survey=spring");
    assertThat(scene.project.segmentsOf(ofB)).containsExactly("", "plan~other", "survey=spring");
    settings(
        1,
        """
        {"value_cap": 5, "dimensions": ["plan"], "crossings": [["plan", "survey"]],
         "surveys_out_of_headline": ["inner"]}
        """);
    assertThat(isStale()).isTrue();
  }

  private String respond(String plan, String survey) {
    return scene.respond(
        month(2).atDay(5), 8, Map.of("survey", survey, "person_properties", Map.of("plan", plan)));
  }

  private void settings(int version, String settings) {
    scene
        .api
        .withHeader("if-match", "\"" + version + "\"")
        .put("/v1/settings", settings)
        .expect(200);
  }

  private boolean isStale() {
    return store
        .dynamo()
        .getItem(get -> get.tableName("ProjectTable").key(projectKey()))
        .item()
        .containsKey("stale_settings");
  }

  private Map<String, AttributeValue> projectKey() {
    return ProjectTable.key(scene.project.id(), ProjectTable.PROJECT_ITEM);
  }

  @Test
  void shouldSegmentEveryResponseByTheSettingsOfNowAndOpenFullLists() {
    List<String> meanwhile = new ArrayList<>();

    Job done =
        scene.rebuild(
            scene.ofAllDays(),
            () -> {
              if (meanwhile.size() < 8) {
                meanwhile.add(respond(meanwhile.size() % 2 == 0 ? "b" : "c", "inner"));
              }
            });

    assertThat(scene.project.segmentsOf(ofA))
        .containsExactly("", "plan=a", "survey=spring", "plan=a&survey=spring");
    assertThat(scene.project.segmentsOf(ofB))
        .containsExactly("", "plan=b", "survey=spring", "plan=b&survey=spring");
    assertThat(meanwhile)
        .hasSize(8)
        .allSatisfy(
            id ->
                assertThat(scene.project.segmentsOf(id))
                    .hasSize(2)
                    .allMatch(segment -> segment.matches("(plan=[bc]&)?survey=inner")));
    scene.expectExact();
    assertThat(drift(done)).isEmpty();
    assertThat(isStale()).isFalse();
    assertThat(LedgerFold.found(scene.project).keySet())
        .noneMatch(name -> name.contains("plan~other"));
  }

  @Test
  void shouldCloseAPropertyOfWhichNearlyAllValuesDiffer() {
    for (int i = 0; i < ProjectTable.WATCHED; i++) {
      scene.respond(month(2).atDay(5), 8, Map.of("person_properties", Map.of("case", "case " + i)));
    }
    settings(2, "{\"dimensions\": null, \"crossings\": []}");

    scene.rebuild();

    assertThat(
            store
                .dynamo()
                .getItem(
                    get ->
                        get.tableName("ProjectTable")
                            .key(ProjectTable.namesKey(scene.project.id())))
                .item()
                .get("closed")
                .ss())
        .containsExactly("case");
  }

  @Test
  void shouldFillAListAgainUpToItsCap() {
    settings(2, "{\"value_cap\": 2}");
    String ofC = respond("c", "spring");
    String ofD = respond("d", "spring");

    scene.rebuild();

    List<String> plans =
        List.of(ofA, ofB, ofC, ofD).stream()
            .map(id -> scene.project.segmentsOf(id).get(1))
            .sorted()
            .toList();
    // Which of the others came first is left to chance.
    assertThat(plans).hasSize(4).contains("plan=a").containsOnlyOnce("plan=a");
    assertThat(plans.stream().filter("plan~other"::equals)).hasSize(2);
    scene.expectExact();
  }

  /** Otherwise a rebuild would let in what a leaked key was kept from bringing. */
  @Test
  void shouldLetCollectedResponsesBringNoMoreThanTheirShare() {
    settings(2, "{\"dimensions\": null}");
    List<String> collected = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String body =
          "{\"score\": 1, \"person_properties\": {\"plan\": \"junk%d\", \"junk\": \"x\"}}"
              .formatted(i);
      collected.add(
          scene.project.api(Scope.COLLECT).post("/v1/survey_responses", body).expect(201).id());
    }
    scene.stream.drain();

    scene.rebuild();

    assertThat(scene.project.segmentsOf(ofB)).contains("plan=b");
    List<String> segments =
        collected.stream().flatMap(id -> scene.project.segmentsOf(id).stream()).toList();
    // The list has room for five values. A collected one finds a place as long as it holds one.
    assertThat(segments.stream().filter(segment -> segment.startsWith("plan=")))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(segments).noneMatch(segment -> segment.startsWith("junk")).contains("");
    scene.expectExact();
  }

  @Test
  void shouldStayStaleWhenTheSettingsAreChangedMeanwhile() {
    scene.rebuild(
        scene.ofAllDays(),
        new Runnable() {
          private boolean changed;

          @Override
          public void run() {
            if (!changed) {
              settings(2, "{\"surveys_out_of_headline\": []}");
              changed = true;
            }
          }
        });

    assertThat(isStale()).isTrue();
    scene.expectExact();
    scene.rebuild();
    assertThat(isStale()).isFalse();
    scene.expectExact();
  }

  /** The index lists it, and does not say that it is gone. */
  @Test
  void shouldMoveAResponseThatIsSaidToBeGoneAndIsStillListed() {
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("LedgerTable")
                    .key(Map.of("pk", scene.project.response(ofA).get("pk")))
                    .updateExpression("SET gone = :gone")
                    .expressionAttributeValues(Map.of(":gone", AttributeValue.fromBool(true))));

    scene.rebuild();

    assertThat(scene.project.response(ofA)).containsEntry("epoch", AttributeValue.fromN("2"));
    assertThat(isStale()).isFalse();
  }

  @Test
  void shouldLeaveSegmentsAsTheyAreWhenOnlySomeDaysAreRebuilt() {
    scene.rebuild(
        Job.begin(
            Rebuild.KIND, scene.project.id(), Optional.of(month(2).atDay(1)), Optional.empty()),
        () -> {});

    assertThat(scene.project.segmentsOf(ofB)).containsExactly("", "plan~other", "survey=spring");
    assertThat(scene.project.response(ofB)).containsEntry("epoch", AttributeValue.fromN("2"));
    assertThat(isStale()).isTrue();
    scene.expectExact();
  }
}
