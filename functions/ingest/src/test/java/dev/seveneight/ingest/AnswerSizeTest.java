package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is asked for may be more than a function can answer with; then the answer is cut, never a
 * failure.
 */
class AnswerSizeTest {
  private static final int LAMBDA_LIMIT = 6_000_000;

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");

  @Test
  void shouldNameEveryResponseOfABatchWhoseAnswerWouldBeTooLarge() {
    TestProject project = TestProject.in(store, clock);
    // A quote has two bytes in the request and four in the answer, which is JSON in JSON.
    List<Map<String, Object>> elements = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      elements.add(Map.of("score", 8, "comment", "\"".repeat(4_800)));
    }

    Answer answer =
        project.api().post("/v1/survey_responses/batch", Json.write(elements)).expect(200);

    assertThat(eventBytes(answer)).isLessThan(LAMBDA_LIMIT);
    assertThat(answer.list())
        .hasSize(500)
        .allSatisfy(
            element -> {
              assertThat(((Map<?, ?>) element).get("status")).isEqualTo(201);
              assertThat(((Map<?, ?>) element).get("response").toString()).contains("id=");
            });
    assertThat(project.ledger("response")).hasSize(500);
  }

  @Test
  void shouldSayOfEveryElementWhatIsWrongThoughNotInFullWhenThatWouldBeTooMuch() {
    Map<String, Object> wrong = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      wrong.put("x".repeat(60) + i, i);
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      elements.add(wrong);
    }

    Answer answer =
        TestProject.in(store, clock)
            .api()
            .post("/v1/survey_responses/batch", Json.write(elements))
            .expect(200);

    assertThat(eventBytes(answer)).isLessThan(LAMBDA_LIMIT);
    assertThat(answer.list())
        .hasSize(500)
        .allSatisfy(
            element ->
                assertThat(element.toString()).contains("status=422", "code=validation_failed"));
  }

  @Test
  void shouldListLargeResponsesInMorePagesWithoutSkippingAny() {
    ApiClient api = TestProject.in(store, clock).api();
    Map<String, String> properties = new TreeMap<>();
    for (int i = 0; i < 45; i++) {
      properties.put("text" + i, "\"".repeat(1_000));
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add(
          api.post(
                  "/v1/survey_responses",
                  Json.write(
                      Map.of(
                          "score",
                          8,
                          "created_at",
                          1_772_000_000 + i,
                          "person_properties",
                          properties)))
              .expect(201)
              .id());
    }

    List<Object> listed = new ArrayList<>();
    String next = "/v1/survey_responses?per_page=100";
    int pages = 0;
    while (next != null) {
      Answer page = api.get(next).expect(200);
      assertThat(eventBytes(page)).isLessThan(LAMBDA_LIMIT);
      page.list().forEach(response -> listed.add(((Map<?, ?>) response).get("id")));
      String link = (String) page.headers().get("link");
      next = link == null ? null : link.substring(link.indexOf("/v1/"), link.indexOf('>'));
      pages++;
    }

    assertThat(listed).isEqualTo(ids);
    assertThat(pages).isGreaterThan(1);
  }

  @Test
  void shouldCountEveryRefusedRowThoughItListsOnlyWhatFits() {
    StringBuilder file = new StringBuilder("score");
    for (int i = 0; i < 20; i++) {
      file.append(",").append("p".repeat(140)).append(i);
    }
    for (int row = 0; row < 1_000; row++) {
      file.append("\n12").append(",\u0001".repeat(20));
    }

    Answer answer =
        TestProject.in(store, clock)
            .api()
            .withHeader("content-type", "text/csv")
            .post("/v1/imports", file.toString())
            .expect(200);

    assertThat(eventBytes(answer)).isLessThan(LAMBDA_LIMIT);
    assertThat(answer.object()).containsEntry("refused", 1_000);
    assertThat((List<?>) answer.field("refusals"))
        .isNotEmpty()
        .allSatisfy(
            refusal ->
                assertThat((List<?>) ((Map<?, ?>) refusal).get("errors")).hasSizeBetween(1, 10));
  }

  /** The size of the answer as the function hands it over: the body is a string in it. */
  private static int eventBytes(Answer answer) {
    return Json.write(answer.text()).getBytes(StandardCharsets.UTF_8).length;
  }
}
