package dev.seveneight.ingest;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files as other programs write them, and what counting them by hand gives. */
class FilesThatPeopleHaveTest {
  private static final String YEAR = "since=2021-01-01&until=2021-12-31";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-04-01T12:00:00Z"));
  private final ApiClient api = project.api();

  @Test
  void shouldReadAFileOfPandasWithItsIndex() {
    Answer answer =
        ImportedFile.of(
                ",score,comment,plan,answered",
                "0,9,Great,pro,2021-06-30 09:15:00+00:00",
                "1,7,,free,2021-06-30 09:15:00+00:00",
                "2,3.0,\"Slow, but ok\",pro,2021-06-30 23:59:59.999+00:00")
            .with("created_at", "answered")
            .with("time_format", "iso8601")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 3).containsEntry("refused", 0);
    assertThat(objects(answer.field("columns_left_out")))
        .containsExactly(Map.of("column", 1, "name", "", "reason", "no_name"));
    assertThat(scoresOf(YEAR)).isEqualTo(counts(9, 7, 3));
    assertThat(each(api.get("/v1/survey_responses?" + YEAR).list(), "person_properties"))
        .containsExactlyInAnyOrder(
            Map.of("plan", "pro"), Map.of("plan", "free"), Map.of("plan", "pro"));
  }

  @Test
  void shouldReadAFileOfRWithItsRowNamesAndMissingValues() {
    ImportedFile file =
        ImportedFile.of(
            "\"\",\"score\",\"comment\",\"plan\"",
            "\"1\",10,\"Great\",\"pro\"",
            "\"2\",8,NA,\"NA\"",
            "\"3\",6,\"NA is where I live\",\"-\"");

    Answer answer = file.with("na_values", "NA,N/A,-,\"none, thanks\"").sendTo(api).expect(200);

    assertThat(answer.object()).containsEntry("taken", 3);
    assertThat(scoresOf("")).isEqualTo(counts(10, 8, 6));
    assertThat(each(api.get("/v1/survey_responses").list(), "comment"))
        .containsExactlyInAnyOrder("Great", null, "NA is where I live");
    assertThat(each(api.get("/v1/survey_responses").list(), "person_properties"))
        .containsExactlyInAnyOrder(Map.of("plan", "pro"), Map.of(), Map.of());
  }

  @Test
  void shouldKnowNoWordsForMissingValuesUnlessTheyAreGiven() {
    ImportedFile.of("score,comment,plan,survey", "8,NA,N/A,NA", "9,-,na,x").sendTo(api).expect(200);

    assertThat(each(api.get("/v1/survey_responses").list(), "comment"))
        .containsExactlyInAnyOrder("NA", "-");
  }

  @Test
  void shouldTakeWordsForMissingValuesOnlyInCommentsAndProperties() {
    Answer answer =
        ImportedFile.of("score,comment,plan,survey", "8,NA,NA,NA", "9,na, NA ,x", "NA,,,")
            .with("na_values", "NA")
            .sendTo(api)
            .expect(200);

    assertThat(ImportRefusalTest.refusals(answer)).containsExactly("4 score type");
    List<Map<String, Object>> responses = objects(api.get("/v1/survey_responses").list());
    assertThat(each(responses, "comment")).containsExactlyInAnyOrder(null, "na");
    assertThat(each(responses, "survey")).containsExactlyInAnyOrder("NA", "x");
    assertThat(each(responses, "person_properties")).containsOnly(Map.of());
  }

  @Test
  void shouldReadAFileOfRWhoseHeaderLacksTheRowNames() {
    Answer answer =
        ImportedFile.of("\"score\",\"comment\"", "\"1\",9,\"\"", "\"2\",8,\"Fine\"")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 2);
    assertThat(objects(answer.field("columns_left_out")))
        .containsExactly(Map.of("column", 1, "name", "", "reason", "no_name"));
    assertThat(scoresOf("")).isEqualTo(counts(9, 8));
  }

  @Test
  void shouldNotTakeACommentWithACommaForRowNames() {
    Answer answer =
        ImportedFile.of("score,comment", "9,Good, thanks", "9,Fine, too").sendTo(api).expect(200);

    assertThat(answer.object()).containsEntry("taken", 0);
    assertThat(ImportRefusalTest.refusals(answer)).containsExactly("2  length", "3  length");
  }

  @Test
  void shouldSkipRowsOfDelimitersOnly() {
    Answer answer =
        ImportedFile.of("score;plan;when", "9;pro;2021-06-01", ";;", " ;\u00A0;", ";;")
            .with("created_at", "when")
            .with("time_format", "iso8601")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 1).containsEntry("refused", 0);
  }

  @Test
  void shouldSayOfAFileInUtf16WhatItIs() {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      String bytes =
          new String("score,plan\n9,pro\n".getBytes(charset), StandardCharsets.ISO_8859_1);
      Answer answer = ImportedFile.ofText(bytes).sendTo(api).expect(400);

      assertThat(answer.text()).contains("UTF-16");
    }
  }

  @Test
  void shouldStoreTheFirstOfTwoRowsWithOneId() {
    for (int i = 0; i < 5; i++) {
      Answer answer =
          ImportedFile.of("key,score", "k" + i + ",9", "k" + i + ",3", "k" + i + ",4")
              .with("id", "key")
              .sendTo(api)
              .expect(200);

      assertThat(answer.object()).containsEntry("taken", 1);
      assertThat(ImportRefusalTest.refusals(answer)).containsExactly("3  conflict", "4  conflict");
    }
    assertThat(scoresOf("")).isEqualTo(counts(9, 9, 9, 9, 9));
  }

  @Test
  void shouldGiveAPersonTheNameOfTheFirstRow() {
    String rows =
        IntStream.range(0, 20)
            .mapToObj(i -> "9,jo@example.com,N" + i + "\n")
            .collect(Collectors.joining());
    ImportedFile.ofText("score,person_email,person_name\n" + rows).sendTo(api).expect(200);

    Map<?, ?> person = (Map<?, ?>) api.get("/v1/people").expect(200).list().get(0);
    assertThat(person.get("name")).isEqualTo("N0");
  }

  @Test
  void shouldGivePlacesInTheOrderOfTheColumnsHoweverLateTheirValuesCome() {
    String names = IntStream.range(0, 10).mapToObj(i -> "Q" + i).collect(Collectors.joining(","));
    String blanks =
        IntStream.range(0, 250)
            .mapToObj(i -> "9,,1,1,1,1,1,1,1,1,1,1\n")
            .collect(Collectors.joining());
    ImportedFile.ofText("score,plan," + names + "\n" + blanks + "9,pro,1,1,1,1,1,1,1,1,1,1\n")
        .sendTo(api)
        .expect(200);

    assertThat(api.get("/v1/dimensions").expect(200).text())
        .contains("plan")
        .contains("Q8")
        .doesNotContain("Q9");
  }

  @Test
  void shouldReadAFileOfAGermanExcel() {
    Answer answer =
        ImportedFile.ofText(
                String.join(
                    "\r\n",
                    "\uFEFFsep=;",
                    "Kunde;\"Wie wahrscheinlich ist es,\n dass Sie uns empfehlen?\";Wann;",
                    "A-1;10;30.06.2021 09:15;",
                    "A-2;9,0;30.06.2021 23:59",
                    "A-3;\"0\";01.07.2021 00:00;;",
                    ""))
            .with("score", "Wie wahrscheinlich ist es, dass Sie uns empfehlen?")
            .with("person_external_id", "Kunde")
            .with("created_at", "Wann")
            .with("time_format", "dd.MM.yyyy HH:mm")
            .with("time_zone", "Europe/Berlin")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object())
        .containsEntry("taken", 3)
        .containsEntry("delimiter", "semicolon")
        .containsEntry("refused", 0);
    assertThat(scoresOf("since=2021-06-30&until=2021-06-30")).isEqualTo(counts(10, 9, 0));
    assertThat(objects(answer.field("columns_left_out")))
        .containsExactly(Map.of("column", 4, "name", "", "reason", "no_name"));
  }

  @Test
  void shouldReadTabsPipesAndSemicolonsWithoutBeingTold() {
    for (String delimiter : List.of("\t", "|", ";", ",")) {
      String text = "score~plan~comment\n9~pro~\"a" + delimiter + "b\"\n7~free~\n";
      ImportedFile file = ImportedFile.ofText(text.replace("~", delimiter));

      Answer answer = file.with("dry_run", "true").sendTo(api).expect(200);

      String name = Map.of("\t", "tab", "|", "pipe", ";", "semicolon", ",", "comma").get(delimiter);
      assertThat(answer.object()).containsEntry("taken", 2).containsEntry("delimiter", name);
      for (String given : List.of(delimiter, name)) {
        assertThat(file.with("delimiter", given).sendTo(api).expect(200).object())
            .containsEntry("delimiter", name);
      }
    }
    assertThat(project.ledger("response")).hasSize(8);
  }

  @Test
  void shouldNameTheParameterWhenTheDelimiterIsNotClear() {
    ImportedFile.of("Note, 0-10;Kommentar", "9;x")
        .with("score", "Wertung")
        .sendTo(api)
        .expectInvalid("delimiter format");
    ImportedFile.of("score", "9")
        .with("delimiter", "colon")
        .sendTo(api)
        .expectInvalid("delimiter format");
    ImportedFile.of("sep=;", "score;a", "9;x")
        .with("delimiter", ",")
        .sendTo(api)
        .expectInvalid("delimiter conflict");
    assertThat(
            ImportedFile.of("Note, 0-10;Kommentar", "9;x")
                .with("score", "Note, 0-10")
                .sendTo(api)
                .expect(200)
                .object())
        .containsEntry("taken", 1)
        .containsEntry("delimiter", "semicolon");
  }

  @Test
  void shouldReadAFileOfASurveyToolWithLabelledEnds() {
    Answer answer =
        ImportedFile.of(
                "Respondent ID,Date,\"How likely is it that you would",
                "recommend us to a friend?\",Comment",
                ",,Open-Ended Response,Open-Ended Response",
                "1187,06/30/2021 09:15:00 AM,10 - Extremely likely,",
                "1188,06/30/2021 12:15:00 PM,9 ,\"Said \"\"5 stars\"\"\"",
                "1189,06/30/2021 09:15:00 PM,0 - Not at all likely,")
            .with("score", "How likely is it that you would recommend us to a friend?")
            .with("id", "Respondent ID")
            .with("created_at", "Date")
            .with("time_format", "MM/dd/yyyy hh:mm:ss a")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 3).containsEntry("refused", 1);
    assertThat(ImportRefusalTest.refusals(answer))
        .containsExactly("3 created_at required, id required, score type");
    assertThat(scoresOf(YEAR)).isEqualTo(counts(10, 9, 0));
    assertThat(api.get("/v1/metrics?" + YEAR).field("nps")).isEqualTo(33);
  }

  @Test
  void shouldRejectAFileWithLabelsOfOtherScales() {
    for (String cell : List.of("5 - Very satisfied", "7-8 Passive", "4/5", "0-6")) {
      ImportedFile file = ImportedFile.of("score", "10 - Extremely likely", "9", cell, "8");

      Answer answer = file.sendTo(api).expectInvalid("score format");
      Answer later = file.with("from_line", "5").sendTo(api).expectInvalid("score format");
      Answer preview = file.with("dry_run", "true").sendTo(api).expectInvalid("score format");

      for (Answer each : List.of(answer, later, preview)) {
        assertThat(each.text()).contains("line 4").contains("labelled_scores=true");
        assertThat(each.text()).doesNotContain(cell);
      }
    }
    assertThat(project.ledger("response")).isEmpty();
  }

  @Test
  void shouldTakeTheNumberOfEachLabelIfAsked() {
    Answer answer =
        ImportedFile.of("score", "10 - yes", "5 - Neutral", "9/10", "7-8", "4/5", "11 - x", "8")
            .with("labelled_scores", "true")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 4);
    assertThat(ImportRefusalTest.refusals(answer))
        .containsExactly("5 score type", "6 score type", "7 score range");
    assertThat(scoresOf("")).isEqualTo(counts(10, 5, 9, 8));
  }

  @Test
  void shouldJudgeLabelsOnlyByRowsThatFitTheHeader() {
    // The comment of the first row has a line break without quotes.
    Answer answer =
        ImportedFile.of("score,comment,plan", "9,Good", "5 stars,pro", "8,x,pro")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 1).containsEntry("refused", 2);
  }

  @Test
  void shouldReadAFileWithThreeLinesOfHeadings() {
    Answer answer =
        ImportedFile.of(
                "StartDate,Q1_NPS_GROUP,Q1,Q2",
                "Start Date,How likely are you - Group,How likely are you,Why?",
                "\"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"Z\"\"}\""
                    + ",\"{\"\"ImportId\"\":\"\"QID1_NPS_GROUP\"\"}\""
                    + ",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"",
                "2021-06-30 09:15:00,Promoter,9,\"Fast, friendly\"",
                "2021-06-30 09:16:00,Passive,8,-99")
            .with("score", "Q1")
            .with("comment", "Q2")
            .with("created_at", "StartDate")
            .with("time_format", "iso8601")
            .with("na_values", "-99")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 2).containsEntry("refused", 2);
    assertThat(scoresOf(YEAR)).isEqualTo(counts(9, 8));
    assertThat(each(api.get("/v1/survey_responses?" + YEAR).list(), "comment"))
        .containsExactlyInAnyOrder("Fast, friendly", null);
  }

  @Test
  void shouldReadDatesThatExcelHasMadeNumbersOf() {
    ImportedFile file =
        ImportedFile.of("score,when", "9,44377", "8,44377.3854166667", "7,44377.0", "3,44378")
            .with("created_at", "when");

    Answer wrong = file.with("time_format", "unix").sendTo(api).expect(200);
    assertThat(wrong.object()).containsEntry("taken", 0).containsEntry("refused", 4);
    assertThat(wrong.text()).contains("time_format=excel");

    assertThat(
            file.with("time_format", "excel")
                .with("time_zone", "Asia/Kolkata")
                .sendTo(api)
                .expect(200)
                .object())
        .containsEntry("taken", 4);
    assertThat(each(api.get("/v1/survey_responses?score=8&" + YEAR).list(), "created_at"))
        .containsExactly(1_625_024_700);
    assertThat(scoresOf(YEAR)).isEqualTo(counts(9, 8, 7, 3));
  }

  @Test
  void shouldReadUnixTimesThatHaveBecomeDecimals() {
    assertThat(
            ImportedFile.of("score,created_at", "9,1625072653.0", "8,1625072653")
                .with("time_format", "unix")
                .sendTo(api)
                .expect(200)
                .object())
        .containsEntry("taken", 2);
    assertThat(scoresOf(YEAR)).isEqualTo(counts(9, 8));
  }

  @Test
  void shouldReadAnExportOfDelighted() {
    assertThat(
            ImportedFile.of(
                    "ID,Email,Score,Comment,Created At,Locale",
                    "41,jo@example.com,9,Great,2021-06-30 09:15:00 UTC,en",
                    "42,al@example.com,6,,2021-06-30 12:15:00 +0300,de")
                .with("id", "ID")
                .with("person_email", "Email")
                .with("score", "Score")
                .with("comment", "Comment")
                .with("created_at", "Created At")
                .with("time_format", "iso8601")
                .sendTo(api)
                .expect(200)
                .object())
        .containsEntry("taken", 2);
    assertThat(each(api.get("/v1/survey_responses?" + YEAR).list(), "created_at"))
        .containsOnly(1_625_044_500);
  }

  @Test
  void shouldReadTimesThatABrowserWroteWithANarrowNoBreakSpace() {
    assertThat(
            ImportedFile.of("score,when", "9,\"6/30/2021, 9:15:00\u202FPM\"")
                .with("created_at", "when")
                .with("time_format", "M/d/yyyy, h:mm:ss a")
                .sendTo(api)
                .expect(200)
                .object())
        .containsEntry("taken", 1);
    assertThat(each(api.get("/v1/survey_responses?" + YEAR).list(), "created_at"))
        .containsExactly(1_625_087_700);
  }

  @Test
  void shouldRejectRowsWhoseZoneHasSeveralMeanings() {
    ImportedFile file =
        ImportedFile.of(
                "score,when",
                "9,2021-06-30 09:15 BST",
                "8,2021-06-30 09:15 UTC",
                "7,2021-06-30 09:15 CST",
                "6,2021-06-30 09:15 IST")
            .with("created_at", "when")
            .with("time_format", "yyyy-MM-dd HH:mm z");

    Answer answer = file.sendTo(api).expect(200);
    assertThat(ImportRefusalTest.refusals(answer))
        .containsExactly("2 created_at format", "4 created_at format", "5 created_at format");
    assertThat(answer.text()).contains("time_zone").contains("VV").contains("XXX");

    Answer british = file.with("time_zone", "Europe/London").sendTo(api).expect(200);
    assertThat(ImportRefusalTest.refusals(british))
        .containsExactly("4 created_at format", "5 created_at format");
    assertThat(each(api.get("/v1/survey_responses?score=9&" + YEAR).list(), "created_at"))
        .containsExactly(1_625_040_900);
  }

  @Test
  void shouldLeaveOutColumnsOfTheSameNameThatNothingUses() {
    Answer answer =
        ImportedFile.of("score,Other,plan,Other,", "9,x,pro,y,z").sendTo(api).expect(200);

    assertThat(objects(answer.field("columns_left_out")))
        .containsExactly(
            Map.of("column", 2, "name", "Other", "reason", "duplicate_name"),
            Map.of("column", 4, "name", "Other", "reason", "duplicate_name"),
            Map.of("column", 5, "name", "", "reason", "no_name"));
    assertThat(each(api.get("/v1/survey_responses").list(), "person_properties"))
        .containsExactly(Map.of("plan", "pro"));
  }

  @Test
  void shouldSayWhichColumnsHaveTheNameThatIsUsed() {
    Answer named =
        ImportedFile.of("Note,plan,Note", "9,pro,8")
            .with("score", "Note")
            .sendTo(api)
            .expectInvalid("score duplicate");
    assertThat(named.text()).contains("columns 1 and 3 have the same name");
    ImportedFile.of("score,comment,comment", "9,a,b")
        .sendTo(api)
        .expectInvalid("comment duplicate");
    ImportedFile.of("score,plan,plan", "9,a,b")
        .with("property_columns", "plan")
        .sendTo(api)
        .expectInvalid("property_columns duplicate");
    assertThat(project.ledger("response")).isEmpty();
  }

  @Test
  void shouldKnowTheSameFileByWhateverLineEndsItHas() {
    String text = "score,comment,plan\n9,\"two\nlines\",pro\n7,x,free\n";
    Answer first = ImportedFile.ofText(text).sendTo(api).expect(200);
    assertThat(first.object()).containsEntry("taken", 2);

    for (String other :
        List.of(
            text.replace("\n", "\r\n"),
            text.replace("\n", "\r"),
            text + "\n",
            text.replace("\n", "\r\n") + "\r\n",
            text.stripTrailing(),
            "\uFEFF" + text)) {
      Answer again = ImportedFile.ofText(other).sendTo(api).expect(200);
      assertThat(again.object())
          .containsEntry("taken", 0)
          .containsEntry("repeated", 2)
          .containsEntry("import_id", first.field("import_id"));
    }
    assertThat(each(api.get("/v1/survey_responses").list(), "comment"))
        .containsExactlyInAnyOrder("two\nlines", "x");
  }

  @Test
  void shouldRejectAFileWithMoreColumnsThanASheetAndCarryOn() {
    ImportedFile.ofText("score" + ",x".repeat(16_384) + "\n9\n")
        .sendTo(api)
        .expectInvalid("header length");
    ImportedFile.ofText("score" + ",".repeat(16_383) + "\n9\n").sendTo(api).expect(200);
    assertThat(
            ImportedFile.ofText("score\n9\n8" + ",".repeat(16_385) + "x\n7\n")
                .sendTo(api)
                .expect(200)
                .object())
        .containsEntry("taken", 2)
        .containsEntry("refused", 1);
  }

  @Test
  void shouldAnswerWhateverTheParametersAre() {
    ImportedFile file =
        ImportedFile.of("score;when;a,b", "9;2021-06-30;x", "5 - x;;").with("created_at", "when");
    for (String parameter :
        List.of("delimiter", "na_values", "labelled_scores", "time_format", "property_columns")) {
      for (String value :
          List.of(
              "\"", "a\"b", "\t", ";", "[", "]", "'", "z", "\u0000", "\uFEFF", "\uD800", "é,;|")) {
        assertThat(file.with(parameter, value).sendTo(api).status()).isBetween(200, 499);
      }
    }
  }

  /** How often each score from 0 to 10 was counted. */
  private List<?> scoresOf(String range) {
    store.drain();
    return (List<?>) api.get("/v1/metrics?" + range).expect(200).field("score_counts");
  }

  private static List<Integer> counts(int... scores) {
    Integer[] counts = new Integer[11];
    Arrays.fill(counts, 0);
    for (int score : scores) {
      counts[score]++;
    }
    return List.of(counts);
  }
}
