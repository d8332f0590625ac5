package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.tally.JourneyAnswer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class JourneyItemsTest {
  private static final Instant NOON = Instant.parse("2026-03-05T12:00:00Z");
  private static final AttributeValue ANSWER =
      JourneyItems.answer(
          1,
          new JourneyAnswer(
              "a", NOON.getEpochSecond(), LocalDate.parse("2026-03-05"), 8, List.of("")));
  private static final AttributeValue MARKER = JourneyItems.marker(2, NOON);

  @Test
  void shouldReadAnswersAndMarkers() {
    assertThat(JourneyItems.entries(journey(Map.of("a", ANSWER, "b", MARKER))))
        .containsOnlyKeys("a", "b");
  }

  @ParameterizedTest
  @CsvSource({"time, 99999999999999999", "gone, 999999999999999999"})
  void shouldLeaveOutAnEntryWhoseTimeIsBeyondAllTimes(String name, long second) {
    Map<String, AttributeValue> corrupt = new HashMap<>(ANSWER.m());
    corrupt.put(name, number(second));
    Map<String, AttributeValue> journey =
        journey(Map.of("a", AttributeValue.fromM(corrupt), "b", MARKER));

    assertThat(JourneyItems.entries(journey)).containsOnlyKeys("b");
    assertThat(JourneyItems.readable(journey).answers()).isEmpty();
  }

  private static Map<String, AttributeValue> journey(Map<String, AttributeValue> answers) {
    return Map.of(JourneyItems.ANSWERS, AttributeValue.fromM(answers));
  }
}
