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
    Sending bounced = Sending.NOTHING.with(DoNotSend.BOUNCED, MARCH);
    Sending both = bounced.with(DoNotSend.UNSUBSCRIBED, APRIL);

    assertThat(Sending.NOTHING.doNotSend()).isEmpty();
    assertThat(bounced.doNotSend()).contains(DoNotSend.BOUNCED);
    assertThat(both.doNotSend()).contains(DoNotSend.UNSUBSCRIBED);
    assertThat(both.with(DoNotSend.UNSUBSCRIBED, Optional.empty())).isEqualTo(bounced);
  }

  @Test
  void shouldSkipForWhatSpeaksAgainstSendingBeforeForTheLackOfASender() {
    assertThat(SurveyRequest.Reason.of(Sending.NOTHING)).isEqualTo(SurveyRequest.Reason.NO_SENDER);
    assertThat(SurveyRequest.Reason.of(Sending.NOTHING.with(DoNotSend.BOUNCED, MARCH)))
        .isEqualTo(SurveyRequest.Reason.BOUNCED);
    assertThat(SurveyRequest.Reason.of(Sending.NOTHING.with(DoNotSend.UNSUBSCRIBED, MARCH)))
        .isEqualTo(SurveyRequest.Reason.UNSUBSCRIBED);
  }
}
