package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phone numbers as people write them, with a plus sign and without. */
class PhoneNumberTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String RESPONSES = "/v1/survey_responses";

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @ParameterizedTest
  @ValueSource(strings = {"030 901820", "(030) 90 18 20", "0049 30 901820", "+49 30 901820"})
  void shouldReadANumberOfTheDefaultCountryEverywhere(String number) {
    setCountry("DE");
    String person = api.post("/v1/people", "{\"phone_number\": \"+4930901820\"}").expect(201).id();

    assertThat(
            api.post(RESPONSES, Json.write(Map.of("score", 9, "person_phone_number", number)))
                .expect(201)
                .field("person"))
        .isEqualTo(person);
    assertThat(api.post("/v1/people", Json.write(Map.of("phone_number", number))).id())
        .isEqualTo(person);
    api.put("/v1/people", Json.write(Map.of("id", person, "phone_number", number))).expect(200);
    assertThat(
            ImportedFile.of("score,person_phone_number", "8," + number)
                .sendTo(api)
                .expect(200)
                .object())
        .containsEntry("taken", 1)
        .containsEntry("rows_with_values_left_out", 0);
    String escaped = number.replace("+", "%2B").replace(" ", "%20");
    assertThat(api.get("/v1/people?phone_number=" + escaped).expect(200).list()).hasSize(1);
    assertThat(api.get("/v1/people/phone_number:" + escaped).expect(200).id()).isEqualTo(person);
    assertThat(project.ledger("person")).hasSize(1);

    api.delete("/v1/people/phone_number:" + escaped).expect(202);
    assertThat(project.ledger("identity")).isEmpty();
  }

  @Test
  void shouldTakeALostPlusSignInAQueryForOne() {
    setCountry("DE");
    api.post("/v1/people", "{\"phone_number\": \"+14155550100\"}").expect(201);

    assertThat(api.get("/v1/people?phone_number=+14155550100").expect(200).list()).hasSize(1);
    api.post("/v1/people", "{\"phone_number\": \"030 901820\"}").expect(201);
    assertThat(api.get("/v1/people?phone_number=%20030901820").expect(200).list()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"030 901820", "14155550100", "n/a"})
  void shouldRejectANumberWithoutItsCountryAndSayWhatHelps(String number) {
    Answer answer =
        api.post(RESPONSES, Json.write(Map.of("score", 9, "person_phone_number", number)))
            .expectInvalid("person_phone_number format");

    assertThat(answer.text()).contains("+14155550100").contains("default_country");
    api.post("/v1/people", Json.write(Map.of("phone_number", number)))
        .expectInvalid("phone_number format");
    api.get("/v1/people?phone_number=" + number.replace(" ", "%20"))
        .expectInvalid("phone_number format");
    assertThat(project.ledger("response")).isEmpty();
  }

  @Test
  void shouldTakeTheRowsOfAnImportWithoutNumbersThatCannotBeRead() {
    Answer answer =
        ImportedFile.of(
                "score,comment,person_phone_number,person_email,person_name",
                "9,a,+14155550100,,Ann", // 2
                "8,b,415 555 0101,,Bob", // 3
                "7,c,unknown,c@example.com,Cy", // 4
                "11,d,415 555 0102,,Di", // 5
                "6,e," + "1".repeat(41) + ",,", // 6
                "5,f,a\u0007b,,", // 7
                "4,g,,,") // 8
            .sendTo(api)
            .expect(200);

    assertThat(answer.object())
        .containsEntry("taken", 6)
        .containsEntry("refused", 1)
        .containsEntry("rows_with_values_left_out", 4);
    assertThat((List<?>) answer.field("values_left_out"))
        .extracting(
            row -> {
              Map<?, ?> error = (Map<?, ?>) ((List<?>) ((Map<?, ?>) row).get("errors")).get(0);
              return ((Map<?, ?>) row).get("line")
                  + " "
                  + error.get("field")
                  + " "
                  + error.get("code");
            })
        .containsExactly(
            "3 person_phone_number format",
            "4 person_phone_number format",
            "6 person_phone_number format",
            "7 person_phone_number format");
    assertThat(answer.text()).contains("default_country").doesNotContain("415 555");
    assertThat(project.ledger("response")).hasSize(6);
    assertThat(api.get("/v1/people").list())
        .extracting("name")
        .containsExactlyInAnyOrder("Ann", "Cy");
  }

  @Test
  void shouldShowInADryRunWhichNumbersAreLeftOut() {
    Answer answer =
        ImportedFile.of("score,person_phone_number", "9,415 555 0101")
            .with("dry_run", "true")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object())
        .containsEntry("taken", 1)
        .containsEntry("rows_with_values_left_out", 1);
    assertThat(project.ledger("response")).isEmpty();
  }

  @Test
  void shouldListTheFirstThousandNumbersThatAreLeftOut() {
    String[] lines =
        Stream.concat(
                Stream.of("score,person_phone_number"),
                IntStream.range(0, 1_100).mapToObj(i -> "9,n/a"))
            .toArray(String[]::new);

    Answer answer = ImportedFile.of(lines).with("dry_run", "true").sendTo(api).expect(200);

    assertThat(answer.object())
        .containsEntry("taken", 1_100)
        .containsEntry("rows_with_values_left_out", 1_100);
    assertThat((List<?>) answer.field("values_left_out")).hasSize(1_000);
  }

  private void setCountry(String country) {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", Json.write(Map.of("default_country", country)))
        .expect(200);
    clock.advance(Duration.ofSeconds(60));
  }
}
