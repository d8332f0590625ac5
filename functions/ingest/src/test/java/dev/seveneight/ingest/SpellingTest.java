package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same text finds the same thing, wherever it enters and however it is spelled. */
class SpellingTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String RESPONSES = "/v1/survey_responses";

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldKeepTheScoreOfATextWithControlCharacters() {
    Answer made =
        create(
            Map.of(
                "score",
                9,
                "comment",
                "good\u000Bvery\u0000 good\f\u0085ok\u001B",
                "survey",
                "spr\u0001ing\u000B2026",
                "person_email",
                "jo@example.com",
                "name",
                "Jo\u000BSmith\u0007",
                "tags",
                List.of("late\u0002", "\u0003", "a\u000Bb"),
                "person_properties",
                Map.of("pl\u0004an", "pro\fplus\u007F"),
                "additional_answers",
                List.of(Map.of("question", Map.of("text", "a\u007Fb"), "value", "c\u000Bd")),
                "notes",
                List.of(Map.of("text", "x\u0085y"))));

    assertThat(api.get(RESPONSES + "/" + made.id()).object())
        .containsEntry("score", 9)
        .containsEntry("comment", "good\nvery good\n\nok")
        .containsEntry("survey", "spring 2026")
        .containsEntry("tags", List.of("late", "a b"))
        .containsEntry("person_properties", Map.of("plan", "pro plus"))
        .containsEntry(
            "additional_answers",
            List.of(Map.of("question", Map.of("text", "ab"), "value", "c\nd")))
        .containsEntry("notes", List.of(Map.of("text", "x\ny")));
    assertThat(api.get("/v1/people/jo@example.com").field("name")).isEqualTo("Jo Smith");
  }

  @Test
  void shouldDropANameOfWhichNothingIsLeft() {
    Answer made =
        create(Map.of("score", 3, "person_properties", Map.of("\u0001", "x", "plan", "pro")));

    assertThat(api.get(RESPONSES + "/" + made.id()).object())
        .containsEntry("person_properties", Map.of("plan", "pro"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"notes\": [{\"a\\u0000\": \"x\", \"a\": \"y\"}]",
        "\"additional_answers\": [{\"value\": {\"e\\u0301\": 1, \"\\u00e9\": 2}}]"
      })
  void shouldLoseNoneOfTwoValuesWhoseNamesBecomeOne(String field) {
    api.post(RESPONSES, "{\"score\": 9, " + field + "}")
        .expectInvalid(field.substring(1, field.indexOf('"', 1)) + " duplicate");
  }

  @Test
  void shouldTakeAnEmptyListInAListForAnEmptyObject() {
    api.post(RESPONSES, "{\"score\": 9, \"notes\": [[]], \"additional_answers\": [[]]}")
        .expect(201);
  }

  @Test
  void shouldKeepTheOrderOfABatchForOnePerson() {
    String batch =
        IntStream.range(0, 20)
            .mapToObj(
                i -> "{\"score\": 9, \"person_email\": \"jo@x.io\", \"name\": \"N" + i + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
    api.post(RESPONSES + "/batch", batch).expect(200);

    assertThat(api.get("/v1/people/jo@x.io").field("name")).isEqualTo("N0");
  }

  @Test
  void shouldTrimAnIdInAPath() {
    String id = create(Map.of("score", 9)).id();

    api.get(RESPONSES + "/" + id + "\u200B").expect(200);
    api.get(RESPONSES + "/\u00A0" + id).expect(200);
  }

  @Test
  void shouldRejectAQueryWithBytesThatAreNotUtf8() {
    api.get("/v1/people?external_id=caf\uFFFD").expect(400);
  }

  @Test
  void shouldKeepTheScoreOfAChangeWithControlCharacters() {
    String id = create(Map.of("score", 9)).id();

    api.put(RESPONSES + "/" + id, "{\"comment\": \"a\\u000bb\\u0000\", \"survey\": \"x\\u0000y\"}")
        .expect(200);

    assertThat(api.get(RESPONSES + "/" + id).object())
        .containsEntry("comment", "a\nb")
        .containsEntry("survey", "xy");
  }

  @Test
  void shouldTakeARowWithControlCharacters() {
    Answer answer =
        ImportedFile.of("score,comment,survey,plan", "9,a\u000Bb\u0000,s\u0001,p\u000Br")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 1).containsEntry("refused", 0);
    Map<?, ?> stored = (Map<?, ?>) api.get(RESPONSES).list().get(0);
    assertThat(stored.get("comment")).isEqualTo("a\nb");
    assertThat(stored.get("survey")).isEqualTo("s");
    assertThat(stored.get("person_properties")).isEqualTo(Map.of("plan", "p r"));
  }

  @ParameterizedTest
  @CsvSource({
    "person_email, jo\u000B@example.com, characters",
    "person_external_id, a\u000Bb, characters",
    "person_phone_number, +1415\u00005550100, characters",
    "submission_id, a\u0001b, characters",
    "person, a\u0001b, characters"
  })
  void shouldRejectControlCharactersInIdsKeysAndAddresses(String field, String value, String rule) {
    api.post(RESPONSES, Json.write(Map.of("score", 9, field, value)))
        .expectInvalid(field + " " + rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0001b", "a\u000Bb"})
  void shouldRejectControlCharactersInTheHeader(String key) {
    api.withHeader("idempotency-key", key)
        .post(RESPONSES, "{\"score\": 9}")
        .expectInvalid("Idempotency-Key format");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00A0jo@example.com", "jo@example.com\u200B", "\uFEFFjo@example.com",
            "jo\u2060@example.com",
        "<jo@example.com>", "mailto:jo@example.com", "JO@EXAMPLE.COM\u202F", "jo@\u00A0example.com"
      })
  void shouldFindOnePersonByOneAddress(String address) {
    String person = api.post("/v1/people", "{\"email\": \"jo@example.com\"}").expect(201).id();

    assertThat(create(Map.of("score", 9, "person_email", address)).field("person"))
        .isEqualTo(person);
    assertThat(api.post("/v1/people", Json.write(Map.of("email", address))).expect(200).id())
        .isEqualTo(person);
    ImportedFile.of("score,person_email", "8,\"" + address + "\"").sendTo(api).expect(200);
    assertThat(api.get("/v1/people?email=" + escaped(address)).expect(200).list()).hasSize(1);
    assertThat(api.get(RESPONSES + "?person_email=" + escaped(address)).list()).hasSize(2);
    api.post("/v1/unsubscribes", Json.write(Map.of("person_email", address))).expect(200);
    api.post("/v1/bounces", Json.write(Map.of("person_email", address))).expect(200);
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(project.ledger("unsubscribe")).hasSize(1);

    api.delete("/v1/people/" + path("email:" + address)).expect(202);
    assertThat(project.ledger("identity")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00A0Acme 17",
        "Acme\u00A017",
        "Acme\u202F17\u200B",
        "\uFEFFAcme 17",
        "Ac\u2060me 17",
        "Acme 17\u200D"
      })
  void shouldFindOnePersonByOneExternalId(String id) {
    String person = api.post("/v1/people", "{\"external_id\": \"Acme 17\"}").expect(201).id();

    assertThat(create(Map.of("score", 9, "person_external_id", id)).field("person"))
        .isEqualTo(person);
    ImportedFile.of("score,person_external_id", "8," + id).sendTo(api).expect(200);
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(api.get("/v1/people?external_id=" + escaped(id)).list()).hasSize(1);
    api.delete("/v1/people?external_id=" + escaped(id)).expect(202);
    assertThat(project.ledger("identity")).isEmpty();
  }

  @Test
  void shouldComposeCharacters() {
    String person = api.post("/v1/people", "{\"external_id\": \"Jose\\u0301\"}").expect(201).id();

    assertThat(
            create(
                    Map.of(
                        "score",
                        9,
                        "person_external_id",
                        "Jos\u00E9",
                        "person_properties",
                        Map.of("stadt", "Ko\u0308ln")))
                .field("person"))
        .isEqualTo(person);
    project.tallies();
    assertThat(countOf("segment[stadt]=" + escaped("K\u00F6ln"))).isEqualTo(1);
    assertThat(countOf("segment[stadt]=" + escaped("Ko\u0308ln"))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00A0Pro Plus",
        "Pro\u00A0Plus",
        "Pro\u2007Plus",
        "Pro\u202FPlus\u200B",
        "\uFEFFPro Plus",
        "Pr\u00ADo Plus",
        "Pro Plus\u200F",
        " Pro Plus\t"
      })
  void shouldCountOneSegmentOfOneValue(String value) {
    create(
        Map.of("score", 9, "survey", "Pro Plus", "person_properties", Map.of("plan", "Pro Plus")));
    create(Map.of("score", 9, "survey", value, "person_properties", Map.of("plan\u00A0", value)));
    ImportedFile.of("score,survey,\u200Bplan\u00A0", "9,\"" + value + "\",\"" + value + "\"")
        .sendTo(api)
        .expect(200);
    project.tallies();

    assertThat(values("plan")).isEqualTo(List.of("Pro Plus"));
    assertThat(values("survey")).isEqualTo(List.of("Pro Plus"));
    assertThat(countOf("segment[plan]=" + escaped(value))).isEqualTo(3);
    assertThat(countOf("segment[survey]=" + escaped(value))).isEqualTo(3);
    assertThat(countOf(escaped("segment[\u00A0plan]") + "=" + escaped(value))).isEqualTo(3);
    assertThat(api.get(RESPONSES + "?segment[plan]=" + escaped(value)).list()).hasSize(3);
    assertThat(api.get("/v1/metrics/by/" + path("plan\u00A0")).expect(200).field("dimension"))
        .isEqualTo("plan");
    String trend =
        api.post(
                "/v1/trends",
                Json.write(Map.of("name", "t\u00A0", "segment", Map.of("plan\u200B", value))))
            .expect(201)
            .id();
    assertThat(countOf("trend=" + trend)).isEqualTo(3);
  }

  @Test
  void shouldKeepJoinersInsideAValue() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    create(Map.of("score", 9, "person_properties", Map.of("household", family + "\u200D")));
    project.tallies();

    assertThat(values("household")).isEqualTo(List.of(family));
    assertThat(countOf("segment[household]=" + escaped(family))).isEqualTo(1);
  }

  @Test
  void shouldKeepTheLinesOfAValueAndFindThem() {
    create(Map.of("score", 9, "person_properties", Map.of("venue", "Town Hall\r\nAcme")));
    create(Map.of("score", 9, "person_properties", Map.of("venue", "Town Hall\nAcme")));
    project.tallies();

    assertThat(values("venue")).isEqualTo(List.of("Town Hall\nAcme"));
    assertThat(countOf("segment[venue]=" + escaped("Town Hall\r\nAcme"))).isEqualTo(2);
  }

  @Test
  void shouldMakeOneLineOfASurvey() {
    create(Map.of("score", 9, "survey", "How\r\nlikely?"));
    project.tallies();

    assertThat(values("survey")).isEqualTo(List.of("How likely?"));
    assertThat(countOf("segment[survey]=" + escaped("How\r\nlikely?"))).isEqualTo(1);
  }

  @Test
  void shouldSpellTheNamesOfSettings() {
    settings(
        Map.of(
            "dimensions", List.of("plan\u00A0", "\u200Bcustomer id"),
            "crossings", List.of(List.of("plan", "customer\u00A0id")),
            "surveys_out_of_headline", List.of("\u00A0pilot"),
            "excluded_email_domains", List.of("\u200Bexample.org\u00A0")));
    create(
        Map.of(
            "score",
            9,
            "person_email",
            "jo@example.org",
            "person_properties",
            Map.of("plan", "pro", "customer id", "7")));
    create(Map.of("score", 9, "survey", "pilot\u00A0"));

    assertThat(api.get("/v1/settings").object())
        .containsEntry("dimensions", List.of("plan", "customer id"))
        .containsEntry("crossings", List.of(List.of("customer id", "plan")))
        .containsEntry("surveys_out_of_headline", List.of("pilot"))
        .containsEntry("excluded_email_domains", List.of("example.org"));
    project.tallies();
    assertThat(countOf("")).isEqualTo(0);
    assertThat(countOf("segment[survey]=pilot")).isEqualTo(1);
  }

  @Test
  void shouldTakeOneRequestUnderOneKey() {
    String id = create(Map.of("score", 9, "submission_id", "a\u00A01\u200B")).id();

    assertThat(
            api.withHeader("idempotency-key", " a 1")
                .post(RESPONSES, "{\"score\": 9}")
                .expect(200)
                .id())
        .isEqualTo(id);
    assertThat(
            ImportedFile.of("score,key", "9,\uFEFFa 1\u00A0")
                .with("id", "key")
                .sendTo(api)
                .expect(200)
                .object())
        .containsEntry("repeated", 1);
    assertThat(project.ledger("response")).hasSize(1);
  }

  @Test
  void shouldReadScoresWithNoBreakSpaces() {
    Answer answer =
        ImportedFile.of("\uFEFFscore,tags", "\u00A09\u200B,\" a\u00A0, \u200B,b\"")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 1);
    assertThat(((Map<?, ?>) api.get(RESPONSES).list().get(0)).get("tags"))
        .isEqualTo(List.of("a", "b"));
  }

  @Test
  void shouldTakeACommentOfInvisibleCharactersForNone() {
    String id = create(Map.of("score", 9, "comment", "\u00A0\u200B\n")).id();

    assertThat(api.get(RESPONSES + "/" + id).field("comment")).isNull();
    assertThat(api.get(RESPONSES + "?has_comment=true").list()).isEmpty();
  }

  @Test
  void shouldRejectTwoNamesThatBecomeOne() {
    api.post(
            RESPONSES,
            Json.write(
                Map.of("score", 9, "person_properties", Map.of("plan", "a", "plan\u00A0", "b"))))
        .expectInvalid("person_properties.plan duplicate");
  }

  @Test
  void shouldTakeNamesOf255Characters() {
    String name = "\u00E9".repeat(255);

    create(Map.of("score", 9, "person_email", "jo@example.com", "name", name));
    assertThat(api.get("/v1/people/jo@example.com").field("name")).isEqualTo(name);
    Answer refused =
        api.post("/v1/people", Json.write(Map.of("email", "a@example.com", "name", name + "x")))
            .expectInvalid("name length");
    assertThat(refused.text()).contains("at most 255 characters");
  }

  @Test
  void shouldTakeScoresOfNpsSurveysOnly() {
    create(Map.of("score", 9, "survey_type", "nps"));
    Map<String, Object> csat = new LinkedHashMap<>(Map.of("score", 5, "survey_type", "csat"));

    api.post(RESPONSES, Json.write(csat)).expectInvalid("survey_type format");
    csat.put("survey_type", null);
    create(csat);
    Answer imported =
        ImportedFile.of("score,survey_type", "9,NPS", "5,csat", "1,thumbs", "8,")
            .sendTo(api)
            .expect(200);
    assertThat(imported.object()).containsEntry("taken", 2).containsEntry("refused", 2);
    assertThat(project.ledger("response")).hasSize(4);
  }

  private Answer create(Map<String, ?> response) {
    return api.post(RESPONSES, Json.write(response)).expect(201);
  }

  private void settings(Map<String, ?> settings) {
    api.withHeader("if-match", "\"0\"").put("/v1/settings", Json.write(settings)).expect(200);
    clock.advance(Duration.ofSeconds(60));
  }

  private Object countOf(String question) {
    return api.get("/v1/metrics?since=2026-03-01&" + question).expect(200).field("response_count");
  }

  private Object values(String dimension) {
    return api.get("/v1/dimensions").expect(200).list().stream()
        .map(each -> (Map<?, ?>) each)
        .filter(each -> each.get("dimension").equals(dimension))
        .map(each -> each.get("values"))
        .findFirst()
        .orElseThrow();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String path(String text) {
    return escaped(text).replace("+", "%20");
  }
}
