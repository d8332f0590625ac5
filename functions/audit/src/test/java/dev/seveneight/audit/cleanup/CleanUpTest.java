package dev.seveneight.audit.cleanup;

import static dev.seveneight.audit.RebuildScene.month;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.AuditHandler;
import dev.seveneight.audit.LedgerFold;
import dev.seveneight.audit.RebuildScene;
import dev.seveneight.audit.jobs.Waits;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.testing.JsonObjects;
import dev.seveneight.testing.TestInvocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Operators remove names and values from what a project is counted by, and restore them. */
class CleanUpTest {
  private static final Duration LONG = Duration.ofMinutes(15);

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private RebuildScene scene;
  private AuditHandler handler;
  private String ofPro;
  private String ofJunk;

  @BeforeEach
  void makeProject() {
    scene = new RebuildScene(store);
    handler =
        new AuditHandler(
            scene.deployment((request, sender) -> sender.send()),
            Waits.ON_AWS,
            scene::pass,
            new Parallel());
    ofPro = respond("pro", "web");
    ofJunk = respond("junk", "spam");
    scene.stream.drain();
  }

  @Test
  void shouldRemoveAValue() {
    Map<String, Object> answer = ask("remove", "'dimension': 'plan', 'values': ['junk']");

    assertThat(answer).containsEntry("kind", "rebuild").containsEntry("status", "finished");
    assertThat(segmentsOf(ofJunk)).containsExactly("", "channel=spam", "country=DE", "plan~other");
    assertThat(segmentsOf(ofPro)).containsExactly("", "channel=web", "country=DE", "plan=pro");
    assertThat(listed("values#plan")).containsExactly("pro");
    assertThat(isStale()).isFalse();
    scene.expectExact();
    assertThat(LedgerFold.found(scene.project).keySet()).noneMatch(key -> key.contains("junk"));
  }

  @Test
  void shouldNotListARemovedValueAgain() {
    ask("remove", "'dimension': 'plan', 'values': ['junk']");

    String next = respond("junk", "web");

    assertThat(segmentsOf(next)).contains("plan~other");
    scene.rebuild();
    ask(LONG, "{'action': 'nightly'}");
    assertThat(listed("values#plan")).containsExactly("pro");
    scene.expectExact();
  }

  @Test
  void shouldRemoveAValueOfAField() {
    ask("remove", "'dimension': 'channel', 'values': ['spam']");

    assertThat(segmentsOf(ofJunk)).containsExactly("", "channel~other", "country=DE", "plan=junk");
  }

  @Test
  void shouldRemoveAName() {
    ask("remove", "'dimension': 'plan'");

    assertThat(segmentsOf(ofPro)).containsExactly("", "channel=web", "country=DE");
    assertThat(listed("dimensions")).containsExactly("country");
    assertThat(listed("values#plan")).isEmpty();
    scene.expectExact();
    assertThat(created("pro", "web"))
        .containsEntry("not_counted_because", Map.of("plan", "closed"));
  }

  @Test
  void shouldRestoreAName() {
    ask("remove", "'dimension': 'plan'");

    ask("restore", "'dimension': 'plan'");

    assertThat(segmentsOf(ofPro)).containsExactly("", "channel=web", "country=DE", "plan=pro");
    assertThat(segmentsOf(respond("new", "web"))).contains("plan=new");
    scene.stream.drain();
    scene.expectExact();
    assertThat(isStale()).isFalse();
  }

  @Test
  void shouldRestoreAValue() {
    ask("remove", "'dimension': 'plan', 'values': ['junk', 'pro']");
    assertThat(segmentsOf(ofPro)).contains("plan~other");

    ask("restore", "'dimension': 'plan', 'values': ['pro']");

    assertThat(segmentsOf(ofPro)).contains("plan=pro");
    assertThat(segmentsOf(ofJunk)).contains("plan~other");
    scene.expectExact();
  }

  @Test
  void shouldNotWatchARestoredName() {
    closeByValues();
    ask(LONG, "{'action': 'nightly'}");

    ask("restore", "'dimension': 'case'");
    for (int i = 0; i < 120; i++) {
      respond(Map.of("case", "again " + i));
    }

    assertThat(segmentsOf(respond(Map.of("case", "again 1")))).contains("case=again 1");
  }

  @Test
  void shouldRemoveNamesThatWereClosedInTheNextNight() {
    List<String> ids = closeByValues();
    assertThat(segmentsOf(ids.get(0))).contains("case=case 0");

    Map<String, Object> answer = ask(LONG, "{'action': 'nightly'}");

    assertThat(JsonObjects.objects(answer.get("jobs")))
        .extracting(job -> job.get("kind") + " " + job.get("status"))
        .containsExactly("audit finished", "upkeep finished", "rebuild finished");
    assertThat(ids).allSatisfy(id -> assertThat(segmentsOf(id)).containsExactly(""));
    assertThat(listed("dimensions")).containsExactly("country", "plan");
    assertThat(listed("values#case")).isEmpty();
    scene.stream.drain();
    scene.expectExact();
    assertThat(LedgerFold.found(scene.project).keySet()).noneMatch(key -> key.contains("case"));
  }

  @Test
  void shouldRemoveThemOnceOnly() {
    closeByValues();
    ask(LONG, "{'action': 'nightly'}");
    scene.pass(Duration.ofDays(1));

    Map<String, Object> answer = ask(LONG, "{'action': 'nightly'}");

    assertThat(JsonObjects.objects(answer.get("jobs")))
        .extracting(job -> job.get("kind"))
        .doesNotContain("rebuild");
    assertThat(listed("values#case")).isEmpty();
  }

  @Test
  void shouldLeaveAClosedNameThatIsDeclared() {
    closeByValues();
    settings("{\"dimensions\": [\"case\"]}");

    Map<String, Object> answer = ask(LONG, "{'action': 'nightly'}");

    assertThat(JsonObjects.objects(answer.get("jobs")))
        .extracting(job -> job.get("kind"))
        .doesNotContain("rebuild");
    assertThat(listed("values#case")).hasSize(99);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "remove  |                                            | dimension required",
        "remove  | 'dimension': ''                            | dimension required",
        "remove  | 'dimension': 7                             | dimension type",
        "remove  | 'dimension': 'nothing'                     | dimension not_found",
        "remove  | 'dimension': 'survey'                      | values required",
        "remove  | 'dimension': 'plan', 'values': []          | values length",
        "remove  | 'dimension': 'plan', 'values': ['']        | values length",
        "remove  | 'dimension': 'plan', 'values': 'junk'      | values type",
        "remove  | 'dimension': 'plan', 'values': ['gone']    | values not_found",
        "remove  | 'dimension': 'no', 'values': ['a']         | dimension not_found",
        "remove  | 'dimension': 'plan', 'day': '2026-03-01'   | day unknown",
        "restore | 'dimension': 'plan'                        | dimension not_found",
        "restore | 'dimension': 'plan', 'values': ['pro']     | values not_found",
      })
  void shouldRejectWrongRequests(String action, String fields, String error) {
    Map<String, Object> answer = ask(action, fields == null ? null : fields);

    assertThat(JsonObjects.objects(answer.get("errors")))
        .extracting(each -> each.get("field") + " " + each.get("code"))
        .containsExactly(error);
    assertThat(isStale()).isFalse();
  }

  @Test
  void shouldNotRemoveADeclaredName() {
    settings("{\"dimensions\": [\"plan\"]}");

    assertThat(errorsOf(ask("remove", "'dimension': 'plan'")))
        .containsExactly("dimension conflict");
    assertThat(ask("remove", "'dimension': 'plan', 'values': ['junk']"))
        .containsEntry("status", "finished");
  }

  @Test
  void shouldNotRemoveASurveyThatIsOutOfTheHeadline() {
    scene.respond(month(2).atDay(5), 8, Map.of("survey", "inner"));
    settings("{\"surveys_out_of_headline\": [\"inner\"]}");

    assertThat(errorsOf(ask("remove", "'dimension': 'survey', 'values': ['inner']")))
        .containsExactly("values conflict");
  }

  @Test
  void shouldWaitForARebuildThatIsNotFinished() {
    ask(Duration.ofSeconds(31), "{'action': 'rebuild', 'project': 'PROJECT'}");

    assertThat(errorsOf(ask("remove", "'dimension': 'plan'"))).containsExactly("project conflict");
    assertThat(listed("dimensions")).contains("plan");
  }

  private List<String> closeByValues() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < ProjectTable.WATCHED; i++) {
      ids.add(respond(Map.of("case", "case " + i)));
    }
    scene.stream.drain();
    return ids;
  }

  private String respond(String plan, String channel) {
    return (String) created(plan, channel).get("id");
  }

  private Map<String, Object> created(String plan, String channel) {
    Map<String, Object> body =
        Map.of(
            "score",
            8,
            "channel",
            channel,
            "person_properties",
            new TreeMap<>(Map.of("plan", plan, "country", "DE")));
    return scene.api.post("/v1/survey_responses", Json.write(body)).expect(201).object();
  }

  private String respond(Map<String, String> properties) {
    return scene.respond(month(2).atDay(5), 8, Map.of("person_properties", properties));
  }

  private Map<String, Object> ask(String action, String fields) {
    return ask(
        LONG,
        "{'action': '%s', 'project': 'PROJECT'%s}"
            .formatted(action, fields == null ? "" : ", " + fields));
  }

  private Map<String, Object> ask(Duration time, String request) {
    Map<String, Object> answer =
        JsonObjects.object(
            Json.readStored(
                new TestInvocation(time)
                    .call(
                        handler,
                        request.replace('\'', '"').replace("PROJECT", scene.project.id()))));
    scene.stream.drain();
    return answer;
  }

  private static List<Object> errorsOf(Map<String, Object> answer) {
    return JsonObjects.objects(answer.get("errors")).stream()
        .<Object>map(each -> each.get("field") + " " + each.get("code"))
        .toList();
  }

  private void settings(String settings) {
    String version = (String) scene.api.get("/v1/settings").headers().get("etag");
    scene.api.withHeader("if-match", version).put("/v1/settings", settings).expect(200);
    scene.pass(Duration.ofMinutes(2));
  }

  private List<String> segmentsOf(String id) {
    return scene.project.segmentsOf(id);
  }

  private List<String> listed(String list) {
    AttributeValue listed = item(list).get("listed");
    return listed == null ? List.of() : listed.ss().stream().sorted().toList();
  }

  private boolean isStale() {
    return item(ProjectTable.PROJECT_ITEM).containsKey("stale_settings");
  }

  private Map<String, AttributeValue> item(String thing) {
    return store
        .dynamo()
        .getItem(
            get -> get.tableName("ProjectTable").key(ProjectTable.key(scene.project.id(), thing)))
        .item();
  }
}
