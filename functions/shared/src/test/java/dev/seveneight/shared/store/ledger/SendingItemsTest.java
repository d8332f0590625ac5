package dev.seveneight.shared.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.shared.ledger.SurveyRequest;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.MalformedItemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SendingItemsTest {
  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final ProjectSecret SECRET = new ProjectSecret(new byte[32]);

  static Stream<SurveyRequest> requests() {
    return Stream.of(
        request(
            SurveyRequest.State.SKIPPED,
            Optional.of(SurveyRequest.Reason.NO_SENDER),
            Optional.of(SurveyRequest.Channel.SMS),
            Optional.of(MARCH.plusSeconds(60))),
        request(SurveyRequest.State.IMPORTED, Optional.empty(), Optional.empty(), Optional.empty()),
        request(SurveyRequest.State.PENDING, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void shouldReadBackWhatItWrote(SurveyRequest request) {
    assertThat(SendingItems.request(SendingItems.item(request))).contains(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"requested_at", "due_at"})
  void shouldSayThatATimeBeyondAllTimesIsMalformed(String name) {
    Map<String, AttributeValue> item =
        new HashMap<>(SendingItems.item(requests().findFirst().orElseThrow()));
    item.put(name, Attributes.number(99_999_999_999_999_999L));

    assertThatThrownBy(() -> SendingItems.request(item)).isInstanceOf(MalformedItemException.class);
  }

  @Test
  void shouldReadNoItemAsNoRequest() {
    assertThat(SendingItems.request(Map.of())).isEmpty();
  }

  @Test
  void shouldKnowARequestOfAPersonAndASecondAgain() {
    String id = SendingItems.importedId(SECRET, "jo", MARCH);

    assertThat(SendingItems.importedId(SECRET, "jo", MARCH)).isEqualTo(id);
    assertThat(SendingItems.importedId(SECRET, "jo", MARCH.plusSeconds(1))).isNotEqualTo(id);
    assertThat(SendingItems.importedId(SECRET, "kim", MARCH)).isNotEqualTo(id);
  }

  private static SurveyRequest request(
      SurveyRequest.State state,
      Optional<SurveyRequest.Reason> reason,
      Optional<SurveyRequest.Channel> channel,
      Optional<Instant> dueAt) {
    return new SurveyRequest(
        "acme", "r1", 2, 3, "jo", MARCH, MARCH.plusMillis(7), state, reason, channel, dueAt);
  }
}
