package dev.seveneight.query.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.validation.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final String PLACE = "1772357400#01kjm3qg00v5s7w9y1a3c5e7g9";
  private static final Cursor PASSIVES = cursor("acme", "passive");

  @Test
  void shouldSayThePlaceToGoOnFrom() {
    assertThat(read(PASSIVES, PASSIVES.at(PLACE))).contains(PLACE);
  }

  @Test
  void shouldSayThePlaceOfAChangeWhichHasMilliseconds() {
    String change = "1772357400123#01kjm3qg00v5s7w9y1a3c5e7g9";

    assertThat(read(PASSIVES, PASSIVES.at(change))).contains(change);
  }

  @Test
  void shouldBeginAtTheBeginningWithoutACursor() {
    assertThat(PASSIVES.read(Parameters.of("category=passive"))).isEmpty();
  }

  @Test
  void shouldFitIntoAUrlUnescaped() {
    assertThat(PASSIVES.at(PLACE)).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void shouldRefuseTheCursorOfAnotherQuestion() {
    assertRefused(PASSIVES, cursor("acme", "promoter").at(PLACE));
    assertRefused(PASSIVES, cursor("other", "passive").at(PLACE));
    assertRefused(
        PASSIVES, new Cursor("acme", "/v1/people", Map.of("category", "passive")).at(PLACE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!!!!", "AAAA", "%2C%3B", "MTc3MjM1NzQwMA"})
  void shouldRefuseWhatIsNoCursor(String text) {
    assertRefused(PASSIVES, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "1772357400", "1772357400#", "1772357400#\u0000", "17723574001#x", "x#y"})
  void shouldRefuseACursorThatSomebodyHasChanged(String place) {
    assertRefused(PASSIVES, PASSIVES.at(place));
  }

  @Test
  void shouldRefuseAPlaceThatIsLongerThanAnyKey() {
    assertRefused(PASSIVES, PASSIVES.at(PLACE + "x".repeat(1_100)));
  }

  @Test
  void shouldRefuseACursorThatIsCutOff() {
    String whole = PASSIVES.at(PLACE);
    String binding =
        new String(Base64.getUrlDecoder().decode(whole), StandardCharsets.UTF_8).replace(PLACE, "");

    assertRefused(
        PASSIVES, Base64.getUrlEncoder().encodeToString(binding.getBytes(StandardCharsets.UTF_8)));
  }

  private static Cursor cursor(String project, String category) {
    return new Cursor(project, "/v1/survey_responses", Map.of("category", category));
  }

  private static Optional<String> read(Cursor cursor, String text) {
    Parameters parameters = Parameters.of("cursor=" + text);
    Optional<String> place = cursor.read(parameters);
    parameters.finish();
    return place;
  }

  private static void assertRefused(Cursor cursor, String text) {
    assertThatThrownBy(() -> read(cursor, text))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
              assertThat(problem.errors()).extracting("field").containsExactly("cursor");
            });
  }
}
