package dev.seveneight.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendingTest {
  private static final Optional<Instant> MARCH = Optional.of(Instant.parse("2026-03-01T00:00:00Z"));
  private static final Optional<Instant> APRIL = Optional.of(Instant.parse("2026-04-01T00:00:00Z"));

  @Test
  void shouldKnowTheLastTimeInWhateverOrderTheTimesAreTold() {
    assertThat(Sending.NOTHING.sentAt(MARCH.get()).sentAt(APRIL.get()).lastSentAt())
        .isEqualTo(APRIL);
    assertThat(Sending.NOTHING.sentAt(APRIL.get()).sentAt(MARCH.get()).lastSentAt())
        .isEqualTo(APRIL);
  }

  @Test
  void shouldNameTheWishOfThePersonBeforeTheFateOfTheMail() {
    Sending bounced = Sending.NOTHING.with(SuppressionReason.BOUNCED, MARCH);
    Sending both = bounced.with(SuppressionReason.UNSUBSCRIBED, APRIL);

    assertThat(Sending.NOTHING.suppression()).isEmpty();
    assertThat(bounced.suppression()).contains(SuppressionReason.BOUNCED);
    assertThat(both.suppression()).contains(SuppressionReason.UNSUBSCRIBED);
    assertThat(both.with(SuppressionReason.UNSUBSCRIBED, Optional.empty())).isEqualTo(bounced);
  }

  @Test
  void shouldSkipForWhatSpeaksAgainstSendingBeforeForTheLackOfASender() {
    assertThat(SurveyRequest.Reason.of(Sending.NOTHING)).isEqualTo(SurveyRequest.Reason.NO_SENDER);
    assertThat(SurveyRequest.Reason.of(Sending.NOTHING.with(SuppressionReason.BOUNCED, MARCH)))
        .isEqualTo(SurveyRequest.Reason.BOUNCED);
    assertThat(SurveyRequest.Reason.of(Sending.NOTHING.with(SuppressionReason.UNSUBSCRIBED, MARCH)))
        .isEqualTo(SurveyRequest.Reason.UNSUBSCRIBED);
  }
}
