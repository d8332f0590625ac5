package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class OptimisticRetryTest {
  private static final Duration STEP = Duration.ofMillis(10);

  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void shouldReturnTheResultOfTheFirstAttemptThatIsNotLost() {
    Optional<Integer> result =
        retry(5)
            .run(
                () ->
                    attempts.incrementAndGet() < 3
                        ? Optional.empty()
                        : Optional.of(attempts.get()));

    assertThat(result).contains(3);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void shouldGiveUpAfterTheLastAttemptWithoutAPause() {
    assertThat(retry(3).run(this::lose)).isEmpty();

    assertThat(attempts).hasValue(3);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void shouldRepeatAtOnceAndThenPauseLongerAndLonger() {
    assertThat(retry(30).run(this::lose)).isEmpty();

    assertThat(pauses).hasSize(28);
    assertThat(pauses).allMatch(pause -> !pause.isZero());
    assertThat(pauses.get(0)).isLessThanOrEqualTo(STEP.multipliedBy(2));
    assertThat(pauses).allMatch(pause -> pause.compareTo(STEP.multipliedBy(10)) <= 0);
  }

  @Test
  void shouldDecideAgainByTheItemThatWasInTheWayWithoutReadingIt() {
    AtomicInteger reads = new AtomicInteger();

    Optional<String> result =
        retry(5)
            .on(
                () -> {
                  reads.incrementAndGet();
                  return item(1);
                },
                item ->
                    item.equals(item(1))
                        ? lost(Optional.of(item(2)))
                        : Attempt.done(item.get("rev").n()));

    assertThat(result).contains("2");
    assertThat(reads).hasValue(1);
  }

  @Test
  void shouldReadTheItemAgainWhenItIsNotKnown() {
    AtomicInteger reads = new AtomicInteger();

    Optional<String> result =
        retry(5)
            .on(
                () -> item(reads.incrementAndGet()),
                item ->
                    item.equals(item(3))
                        ? Attempt.done(item.get("rev").n())
                        : lost(Optional.empty()));

    assertThat(result).contains("3");
    assertThat(reads).hasValue(3);
  }

  @Test
  void shouldGiveUpAnItemThatIsWrittenAllTheTime() {
    assertThat(retry(4).on(() -> item(1), item -> lost(Optional.of(item)))).isEmpty();
  }

  @Test
  void shouldRepeatAWriteOnlyWhileATransactionWritesTheItem() {
    WriteResult undecided = new WriteResult(false, Map.of(), Optional.empty());
    WriteResult overtaken = new WriteResult(false, Map.of(), Optional.of(item(1)));

    assertThat(retry(5).untilDecided(() -> attempts.incrementAndGet() < 3 ? undecided : overtaken))
        .contains(overtaken);
    assertThat(attempts).hasValue(3);
    assertThat(retry(5).untilDecided(() -> undecided)).isEmpty();
  }

  private OptimisticRetry retry(int mostAttempts) {
    return new OptimisticRetry(mostAttempts, pauses::add);
  }

  private Optional<String> lose() {
    attempts.incrementAndGet();
    return Optional.empty();
  }

  private static Attempt<Map<String, AttributeValue>, String> lost(
      Optional<Map<String, AttributeValue>> met) {
    return Attempt.of(new WriteResult(false, Map.of(), met), "");
  }

  private static Map<String, AttributeValue> item(int rev) {
    return Map.of("rev", number(rev));
  }
}
