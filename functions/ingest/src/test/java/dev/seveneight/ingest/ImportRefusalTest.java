package dev.seveneight.ingest;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with files and rows, and where. A bad row does not stop the others. */
class ImportRefusalTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-04-01T12:00:00Z");
  private TestProject project;
  private ApiClient api;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, clock);
    api = project.api();
  }

  @Test
  void shouldSayWhichRowsAreRefusedAndWhy() {
    Answer answer =
        ImportedFile.of(
                "score,comment,person_email,created_at",
                "8,,,2026-03-01", // 2
                ",,,2026-03-01", // 3
                "11,,,2026-03-01", // 4
                "-1,,,2026-03-01", // 5
                "7.5,,,2026-03-01", // 6
                "eight,,,2026-03-01", // 7
                "8,,nobody,2026-03-01", // 8
                "8,,,yesterday", // 9
                "8,,,2026-05-01", // 10
                "8,,", // 11
                "8,,,2026-03-01,more", // 12
                "8,a\u0007b,,2026-03-01", // 13, stored without the control character
                "12,,nobody,noon", // 14
                "8,,,", // 15
                "8,,,\u00A0 ", // 16
                "9,last,,2026-03-01") // 17
            .with("time_format", "iso8601")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 3).containsEntry("refused", 13);
    assertThat(refusals(answer))
        .containsExactly(
            "3 score required",
            "4 score range",
            "5 score range",
            "6 score type",
            "7 score type",
            "8 person_email format",
            "9 created_at format",
            "10 created_at range",
            "11  length",
            "12  length",
            "14 created_at format, score range, person_email format",
            "15 created_at required",
            "16 created_at required");
    assertThat(project.ledger("response")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void shouldCountTheLinesOfTheFileAndNotItsRows(String newline) {
    Answer answer =
        ImportedFile.ofText(
                String.join(
                    newline,
                    "score,comment",
                    "8,\"over", // 2
                    "", // 3
                    "four\"\"s\"\"", // 4
                    "lines\"", // 5
                    "11,", // 6
                    "8,\"two", // 7
                    "lines\"", // 8
                    "12,\"two", // 9
                    "lines\"", // 10
                    "13,", // 11
                    ""))
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 2);
    assertThat(refusals(answer))
        .containsExactly("6 score range", "9 score range", "11 score range");
    assertThat(each(api.get("/v1/survey_responses").list(), "comment"))
        .containsExactlyInAnyOrder("over\n\nfour\"s\"\nlines", "two\nlines");
  }

  @Test
  void shouldListTheFirstThousandRefusedRowsAndCountThemAll() {
    String[] lines =
        IntStream.rangeClosed(1, 1_201)
            .mapToObj(i -> i == 1 ? "score" : "x")
            .toArray(String[]::new);

    Answer answer = ImportedFile.of(lines).sendTo(api).expect(200);

    assertThat(answer.object()).containsEntry("refused", 1_200);
    assertThat((List<?>) answer.field("refusals")).hasSize(1_000);
  }

  @Test
  void shouldNeverRepeatWhatIsWrong() {
    Answer answer =
        ImportedFile.of("score,person_email", "8,jo at example", "secret,").sendTo(api).expect(200);

    assertThat(answer.text()).doesNotContain("jo at").doesNotContain("secret");
    assertThat(answer.log()).doesNotContain("jo at").doesNotContain("secret");
  }

  @Test
  void shouldRefuseTheRowsOfTwoPeopleInOne() {
    ImportedFile.of("score,person_email", "8,jo@example.com", "8,al@example.com")
        .sendTo(api)
        .expect(200);
    ImportedFile.of("score,person_external_id", "8,7").sendTo(api).expect(200);

    Answer answer =
        ImportedFile.of("score,person_email,person_external_id", "9,jo@example.com,7", "9,,7")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 1);
    assertThat(refusals(answer)).containsExactly("2 person_email, person_external_id conflict");
  }

  @Test
  void shouldSayThatARowCameBeforeWithOtherColumns() {
    ImportedFile.of("score,a,b", "8,x,y").sendTo(api).expect(200);

    Answer answer =
        ImportedFile.of("score,a,b", "8,x,y").with("property_columns", "a").sendTo(api).expect(200);

    assertThat(refusals(answer)).containsExactly("2  conflict");
    assertThat(project.ledger("response")).hasSize(1);
  }

  @Test
  void shouldNeedAnIdInEachRowWhenAColumnHoldsThem() {
    Answer answer =
        ImportedFile.of("Nr,score", ",8", "x".repeat(256) + ",8").with("id", "Nr").sendTo(api);

    assertThat(refusals(answer)).containsExactly("2 id required", "3 id length");
    assertThat(refusals(ImportedFile.of("submission_id,score", ",8", "a,8").sendTo(api)))
        .containsExactly("2 submission_id required");
    assertThat(project.ledger("response")).hasSize(1);
  }

  @Test
  void shouldNeedToKnowTheColumnOfTheScores() {
    ImportedFile.of("Rating", "8").sendTo(api).expectInvalid("score required");
    ImportedFile.of("Rating", "8")
        .with("score", "rating")
        .sendTo(api)
        .expectInvalid("score not_found");
  }

  @Test
  void shouldNeedToKnowHowTimesAreWritten() {
    ImportedFile.of("score,created_at", "8,1772357400")
        .sendTo(api)
        .expectInvalid("time_format required");
    ImportedFile.of("score,created_at", "8,1772357400")
        .with("time_format", "YYYY-MM-DD")
        .sendTo(api)
        .expectInvalid("time_format format");
    ImportedFile.of("score,created_at", "8,1772357400")
        .with("time_format", "unix")
        .with("time_zone", "Mars/Olympus")
        .sendTo(api)
        .expectInvalid("time_zone format");
  }

  @Test
  void shouldRejectAPatternThatLeavesTheTimeOpenBeforeAnyRow() {
    ImportedFile file = ImportedFile.of("score,when", "9,2021-06-30 09:15:00");

    file.with("created_at", "when")
        .with("time_format", "yyyy-MM-dd hh:mm:ss")
        .sendTo(api)
        .expectInvalid("time_format format");
    assertThat(project.ledger("response")).isEmpty();
  }

  @Test
  void shouldRejectATimeFormatWithoutAColumnOfTimes() {
    // Otherwise a column whose parameter was forgotten would date all rows now.
    ImportedFile.of("score,when", "9,2021-06-30")
        .with("time_format", "iso8601")
        .sendTo(api)
        .expectInvalid("created_at required");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    ImportedFile.of("score", "8").with("scor", "x").sendTo(api).expectInvalid("scor unknown");
    ImportedFile.of("score", "8")
        .with("property_columns", "plan")
        .sendTo(api)
        .expectInvalid("property_columns not_found");
    ImportedFile.of("score", "8")
        .with("comment", "c")
        .sendTo(api)
        .expectInvalid("comment not_found");
    ImportedFile.of("score", "8").with("dry_run", "1").sendTo(api).expectInvalid("dry_run type");
    ImportedFile.of("score", "8")
        .with("from_line", "0")
        .sendTo(api)
        .expectInvalid("from_line range");
    ImportedFile.of("score,submission_id,Nr", "8,a,b")
        .with("id", "Nr")
        .sendTo(api)
        .expectInvalid("id conflict");
  }

  @Test
  void shouldRefuseAPropertyColumnListThatIsNoLineOfCsv() {
    ImportedFile.of("score,plan", "8,pro")
        .with("property_columns", "\"plan")
        .sendTo(api)
        .expectInvalid("property_columns format");
  }

  @Test
  void shouldRejectAPropertyNameThatIsTooLong() {
    ImportedFile.of("score," + "p".repeat(151), "8,x").sendTo(api).expectInvalid("header length");
  }

  @Test
  void shouldTakeFiftyPropertiesAndNoMore() {
    String fifty =
        IntStream.range(0, 50).mapToObj(i -> "p" + i).reduce("score", (a, b) -> a + "," + b);
    String cells = "8" + ",x".repeat(50);

    assertThat(ImportedFile.of(fifty, cells).sendTo(api).expect(200).object())
        .containsEntry("taken", 1);
    ImportedFile.of(fifty + ",p50", cells + ",x")
        .sendTo(api)
        .expectInvalid("property_columns length");
  }

  @Test
  void shouldRefuseAFileWithoutAHeader() {
    ImportedFile.ofText("").sendTo(api).expectInvalid(" required");
    ImportedFile.ofText("\n\n").sendTo(api).expectProblem(422, "validation_failed");
    ImportedFile.of("8", "9", "7").sendTo(api).expectInvalid("score required");
  }

  @Test
  void shouldReadPastAByteOrderMark() {
    assertThat(ImportedFile.ofText("\uFEFFscore,plan\r\n8,pro\r\n").sendTo(api).object())
        .containsEntry("taken", 1)
        .containsEntry("refused", 0);
  }

  @Test
  void shouldTakeAFileThatDoesNotEndItsLastLine() {
    assertThat(ImportedFile.ofText("score\n8\n9").sendTo(api).object()).containsEntry("taken", 2);
  }

  @Test
  void shouldRefuseAFileWhoseQuotesDoNotClose() {
    Answer answer = ImportedFile.of("score,comment", "8,ok", "9,\"open", "7,x").sendTo(api);

    answer.expectProblem(400, "malformed_body");
    assertThat(project.ledger("response")).isEmpty();
  }

  @Test
  void shouldRefuseAFileThatIsNotUtf8() {
    byte[] latin1 = "score,comment\n8,größer\n".getBytes(StandardCharsets.ISO_8859_1);

    Answer asText = api.withHeader("content-type", "text/csv").send("POST", "/v1/imports", latin1);
    Answer asBytes = api.withoutHeader("content-type").send("POST", "/v1/imports", latin1);

    asText.expectProblem(400, "malformed_body");
    asBytes.expectProblem(400, "malformed_body");
    assertThat(project.ledger("response")).isEmpty();
  }

  @Test
  void shouldRefuseAFileOverFiveMegabytes() {
    String header = "score,comment\n";
    String rows = "11,refused\n";
    String longest = header + rows.repeat((5_000_000 - header.length()) / rows.length());

    ImportedFile.ofText(longest).with("dry_run", "true").sendTo(api).expect(200);
    ImportedFile.ofText(longest + rows).sendTo(api).expectProblem(413, "payload_too_large");
  }

  @Test
  void shouldTakeCsvInUtf8AndNothingElse() {
    assertThat(
            api.withHeader("content-type", "text/csv; charset=utf-8; header=present")
                .post("/v1/imports", "score\n8\n")
                .expect(200)
                .object())
        .containsEntry("taken", 1);
    for (String other : List.of("application/json", "text/plain", "text/csv; charset=iso-8859-1")) {
      api.withHeader("content-type", other)
          .post("/v1/imports", "score\n8\n")
          .expectProblem(415, "unsupported_media_type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"COLLECT", "METRICS", "READ", "ADMIN"})
  void shouldNeedTheScopeWrite(String scope) {
    ApiClient other = project.api(Scope.valueOf(scope));

    ImportedFile.of("score", "8").sendTo(other).expectProblem(403, "insufficient_scope");
    other.delete("/v1/imports/00").expectProblem(403, "insufficient_scope");
  }

  @Test
  void shouldListTheRefusedRowsInTheOrderOfTheFile() {
    // The second row is refused only when its person is looked for, the third already when it is
    // read.
    Answer answer =
        ImportedFile.of("score,person", "8,", "9,nobody", "11,").sendTo(api).expect(200);

    assertThat(refusals(answer)).containsExactly("3 person not_found", "4 score range");
  }

  /** The refused rows of an answer, as line, fields and codes. */
  static List<String> refusals(Answer answer) {
    return objects(answer.field("refusals")).stream()
        .map(
            refusal ->
                refusal.get("line")
                    + " "
                    + String.join(
                        ", ",
                        objects(refusal.get("errors")).stream()
                            .map(error -> error.get("field") + " " + error.get("code"))
                            .toList()))
        .toList();
  }
}
