package dev.seveneight.query.responses;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.Given;
import dev.seveneight.query.Links;
import dev.seveneight.query.lists.ResponseEntries;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of responses as comma-separated values. */
class ResponseCsvTest {
  private static final String LIST = "/v1/survey_responses";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient json = project.api();
  private final ApiClient api = json.withHeader("accept", "text/csv");

  @Test
  void shouldAnswerWithAHeaderLineAlone() {
    Answer answer = api.get(LIST).expect(200);

    assertThat(answer.headers())
        .containsEntry("content-type", "text/csv; charset=utf-8")
        .containsEntry("cache-control", "no-store")
        .doesNotContainKey("link");
    assertThat(answer.text())
        .isEqualTo(
            "id,created_at,updated_at,score,category,comment,person,survey,channel,language,"
                + "excluded,tags,properties\r\n");
  }

  @Test
  void shouldWriteAResponseAsALine() {
    new Given()
        .response(
            "2026-03-05T10:00:00Z",
            8,
            Map.of("plan", "pro", "country", "DE"),
            Map.of(
                "comment", "Größer 😀, \"really\"\nand twice",
                "tags", List.of("a", "b"),
                "survey", "spring",
                "channel", "email",
                "language", "de"))
        .sendTo(json);
    String id = Links.ids(json, LIST).get(0);
    json.put(LIST + "/" + id, "{\"excluded\": \"test\"}").expect(200);

    assertThat(api.get(LIST).text())
        .endsWith(
            "\r\n"
                + id
                + ",2026-03-05T10:00:00Z,2026-03-31T12:00:00Z,8,passive,"
                + "\"Größer 😀, \"\"really\"\"\nand twice\",,spring,email,de,test,\"a,b\","
                + "\"{\"\"country\"\":\"\"DE\"\",\"\"plan\"\":\"\"pro\"\"}\"\r\n");
  }

  @Test
  void shouldSayWhoAnsweredByTheId() {
    String person =
        (String)
            json.post(LIST, "{\"score\": 8, \"person_email\": \"jo@example.com\"}").field("person");

    assertThat(rows(api.get(LIST)).get(0).get("person")).isEqualTo(person);
    assertThat(api.get(LIST).text()).doesNotContain("jo@example.com");
  }

  @Test
  void shouldHaveNoCellThatASpreadsheetWouldRun() {
    List<String> attacks =
        List.of(
            "=1+1",
            "+1",
            "-1",
            "@A1",
            "\t=1",
            "\r=1",
            "  =1",
            "\uFF1D1",
            "\u3000\uFF20A1",
            "=HYPERLINK(\"https://evil.example\",\"x\")",
            "harmless\",=1+1");
    for (String attack : attacks) {
      String line = attack.replace('\t', ' ').replace('\r', ' ').replace("@", "+");
      Map<String, Object> fields =
          Map.of(
              "score",
              8,
              "comment",
              attack,
              "survey",
              line.length() > 40 ? "=" : line,
              "channel",
              "=",
              "language",
              "-de",
              "tags",
              List.of(line),
              "person_properties",
              Map.of(line, attack));
      json.post(LIST, Json.write(fields)).expect(201);
    }

    List<Map<String, String>> rows = rows(api.get(LIST));

    assertThat(rows).hasSameSizeAs(attacks);
    for (Map<String, String> row : rows) {
      row.forEach(
          (column, cell) ->
              assertThat(cell)
                  .as(column)
                  .doesNotMatch("(?s)[\\s\\h\uFEFF]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*")
                  .doesNotMatch("(?s)[\t\r\n].*"));
      assertThat(row.get("channel")).isEqualTo("'=");
      assertThat(row.get("language")).isEqualTo("'-de");
      String comment = row.get("comment");
      assertThat(attacks.stream().map(ResponseCsvTest::withoutApostrophes))
          .contains(withoutApostrophes(comment));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "order=desc",
        "category=passive",
        "has_comment=true&order=asc",
        "segment[plan]=pro&since=2026-03-01",
        "updated_since=2026-03-01"
      })
  void shouldHaveTheSameResponsesInTheSameOrderAsJson(String query) {
    sendMany(130);
    clock.advance(ResponseEntries.SETTLED);
    List<String> expected = Links.ids(json, LIST + "?" + query + "&per_page=100");

    for (int perPage : new int[] {7, 50, 1_000}) {
      List<String> ids = new ArrayList<>();
      Optional<String> next = Optional.of(LIST + "?" + query + "&per_page=" + perPage);
      while (next.isPresent()) {
        Answer answer = api.get(next.get()).expect(200);
        List<Map<String, String>> rows = rows(answer);
        assertThat(rows).hasSizeLessThanOrEqualTo(perPage);
        rows.forEach(row -> ids.add(row.get("id")));
        next = Links.next(answer);
      }
      assertThat(ids).hasSizeGreaterThan(10).isEqualTo(expected);
    }
  }

  @Test
  void shouldHaveAThousandToAPageAndNoMore() {
    sendMany(500);
    sendMany(500);
    sendMany(3);

    Answer first = api.get(LIST);
    Answer second = api.get(Links.next(first).orElseThrow());

    assertThat(rows(first)).hasSize(1_000);
    assertThat(rows(second)).hasSize(3);
    assertThat(Links.next(second)).isEmpty();
    api.get(LIST + "?per_page=1001").expectInvalid("per_page range");
    json.get(LIST + "?per_page=101").expectInvalid("per_page range");
  }

  @Test
  void shouldEndAPageBeforeTheAnswerIsTooLarge() {
    Given given = new Given();
    for (int i = 0; i < 250; i++) {
      // A quote stands twice in a cell, and each of the two is escaped on the way.
      given.response(
          Instant.parse("2026-03-01T00:00:00Z").plusSeconds(i).toString(),
          8,
          Map.of(),
          Map.of("comment", "\"".repeat(9_000)));
    }
    given.sendTo(json);

    Answer first = api.get(LIST).expect(200);
    List<Map<String, String>> rows = new ArrayList<>(rows(first));
    assertThat(rows).hasSizeBetween(50, 249);
    for (Optional<String> next = Links.next(first); next.isPresent(); ) {
      Answer answer = api.get(next.get()).expect(200);
      rows.addAll(rows(answer));
      next = Links.next(answer);
    }

    assertThat(rows).extracting(row -> row.get("id")).hasSize(250).doesNotHaveDuplicates();
    assertThat(rows).allMatch(row -> row.get("comment").length() == 9_000);
  }

  @Test
  void shouldGoOnInEitherForm() {
    sendMany(10);
    String next = Links.next(json.get(LIST + "?per_page=4")).orElseThrow();

    assertThat(rows(api.get(next))).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", "text/csv, application/json", "text/csv;q=0"})
  void shouldAnswerWithJsonOtherwise(String accept) {
    assertThat(json.withHeader("accept", accept).get(LIST).headers())
        .containsEntry("content-type", "application/json");
  }

  @Test
  void shouldTellProblemsAsEverywhere() {
    api.get(LIST + "?order=up").expectInvalid("order format");
    api.withoutHeader("authorization").get(LIST).expectProblem(401, "unauthorized");
  }

  private void sendMany(int count) {
    Given given = new Given();
    for (int i = 0; i < count; i++) {
      given.response(
          Instant.parse("2026-03-01T00:00:00Z").plusSeconds(i / 3).toString(),
          i % 11,
          i % 2 == 0 ? Map.of("plan", "pro") : Map.of(),
          i % 3 == 0 ? Map.of("comment", "Number " + i) : Map.of());
    }
    given.sendTo(json);
  }

  /** The rows of an answer, by column. */
  private static List<Map<String, String>> rows(Answer answer) {
    answer.expect(200);
    List<CsvRecord> lines = CsvReader.builder().ofCsvRecord(answer.text()).stream().toList();
    List<Map<String, String>> rows = new ArrayList<>();
    for (CsvRecord line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < line.getFieldCount(); i++) {
        row.put(lines.get(0).getField(i), line.getField(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String withoutApostrophes(String text) {
    return text.replace("'", "");
  }
}
