package dev.seveneight.ingest;

import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Published files whose numbers are known, where they are beside the project. */
class ImportRealFilesTest {
  private static final Path PUBLISHED = Path.of("../shared/data");
  private static final String SUDZILLA_DAYS = "since=2019-01-01&until=2019-12-31";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-04-01T12:00:00Z"));
  private final ApiClient api = project.api();

  @Tag("thorough")
  @Test
  void shouldCountEveryAirlineAsCountingTheFileByHandDoes() throws IOException {
    ImportedFile airlines = airlines("airlines.csv");
    ImportedFile prepAir = airlines("prep-air.csv");

    assertThat(airlines.sendTo(api).expect(200).object())
        .containsEntry("taken", 5_723)
        .containsEntry("complete", true)
        .containsEntry("refused", 0);
    assertThat(prepAir.sendTo(api).expect(200).object()).containsEntry("taken", 184);
    Map<String, Long> tallies = project.tallies();

    assertThat(api.get("/v1/metrics").object()).containsEntry("response_count", 5_907);
    List<String> rows = new ArrayList<>(ImportTest.rows(api.get("/v1/metrics/by/Airline")));
    assertThat(rows)
        .hasSize(99)
        .contains("Kulas-Anderson 12/16/12", "Prep Air 74/75/35")
        .containsExactlyInAnyOrderElementsOf(countedByHand("airlines.csv", "prep-air.csv"));
    Map<String, Object> ours = api.get("/v1/metrics?segment[Airline]=Prep Air").object();
    assertThat(ours).containsEntry("nps", 21);
    assertThat((Double) ours.get("nps_exact")).isCloseTo(21.195652, within(1e-6));
    assertThat((Double) object(ours.get("confidence_interval")).get("low"))
        .isCloseTo(10.251242, within(1e-6));
    assertThat((Double) object(ours.get("confidence_interval")).get("high"))
        .isCloseTo(31.459988, within(1e-6));

    assertThat(airlines.sendTo(api).object()).containsEntry("repeated", 5_723);
    assertThat(prepAir.sendTo(api).object()).containsEntry("repeated", 184);
    assertThat(project.tallies()).isEqualTo(tallies);
  }

  @Test
  void shouldKeepAConferencesAnswersAsTheyWereGiven() throws IOException {
    ImportedFile sudzilla =
        published("sudzilla-2019.csv")
            .with("score", "On a scale of 0-10, how would you rate Sudzilla?")
            .with("comment", "...why?")
            .with("created_at", "Timestamp")
            .with("time_format", "M/d/yyyy H:mm:ss");

    assertThat(sudzilla.sendTo(api).expect(200).object())
        .containsEntry("taken", 39)
        .containsEntry("refused", 0);
    store.drain();

    Map<String, Object> metrics = api.get("/v1/metrics?" + SUDZILLA_DAYS).object();
    assertThat(metrics)
        .containsEntry("promoter_count", 8)
        .containsEntry("passive_count", 9)
        .containsEntry("detractor_count", 22)
        .containsEntry("nps", -36);
    assertThat((Double) metrics.get("nps_exact")).isCloseTo(-35.897436, within(1e-6));
    assertThat(given("category=passive")).hasSize(9).isEqualTo(readByHand(7, 8));
    assertThat(given("order=asc")).hasSize(39).isEqualTo(readByHand(0, 10));
    assertThat(project.tallies()).isNotEmpty();
    assertThat(sudzilla.sendTo(api).object()).containsEntry("repeated", 39);
  }

  /** The responses of a list, as second, score and comment. */
  private List<String> given(String filter) {
    String path = "/v1/survey_responses?per_page=100&" + filter + "&" + SUDZILLA_DAYS;
    return objects(api.get(path).expect(200).list()).stream()
        .map(each -> each.get("created_at") + " " + each.get("score") + " " + each.get("comment"))
        .toList();
  }

  /** The same of the file. Every answer has one line, which begins with these three. */
  private static List<String> readByHand(int lowest, int highest) throws IOException {
    Pattern line = Pattern.compile("([^,]*),([0-9]+),(?:\"((?:[^\"]|\"\")*)\"|([^,]*)),.*");
    List<String> answers = new ArrayList<>();
    for (String text : Files.readAllLines(PUBLISHED.resolve("sudzilla-2019.csv"))) {
      Matcher cells = line.matcher(text);
      if (cells.matches()
          && Integer.parseInt(cells.group(2)) >= lowest
          && Integer.parseInt(cells.group(2)) <= highest) {
        String comment = cells.group(3) == null ? cells.group(4) : cells.group(3);
        answers.add(
            LocalDateTime.parse(cells.group(1), DateTimeFormatter.ofPattern("M/d/yyyy H:mm:ss"))
                    .toEpochSecond(ZoneOffset.UTC)
                + " "
                + cells.group(2)
                + " "
                + (comment.isBlank() ? null : comment.strip().replace("\"\"", "\"")));
      }
    }
    return answers;
  }

  private static ImportedFile airlines(String file) {
    return published(file)
        .with("score", "How likely are you to recommend this airline?")
        .with("person_external_id", "CustomerID");
  }

  private static ImportedFile published(String file) {
    assumeTrue(
        Files.exists(PUBLISHED.resolve(file)), "the published file is not beside the project");
    return ImportedFile.at(PUBLISHED.resolve(file));
  }

  /** Every line is an airline, perhaps in quotes, a customer and a score. */
  private static List<String> countedByHand(String... files) throws IOException {
    Map<String, long[]> countsOf = new TreeMap<>();
    for (String file : files) {
      List<String> lines = Files.readAllLines(PUBLISHED.resolve(file));
      for (String line : lines.subList(1, lines.size())) {
        int beforeScore = line.lastIndexOf(',');
        int beforeCustomer = line.lastIndexOf(',', beforeScore - 1);
        String airline = line.substring(0, beforeCustomer).replace("\"", "");
        int score = Integer.parseInt(line.substring(beforeScore + 1).strip());
        countsOf
            .computeIfAbsent(airline, added -> new long[3])[score >= 9 ? 0 : score >= 7 ? 1 : 2]++;
      }
    }
    return countsOf.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + " "
                    + entry.getValue()[0]
                    + "/"
                    + entry.getValue()[1]
                    + "/"
                    + entry.getValue()[2])
        .toList();
  }
}
