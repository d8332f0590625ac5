package dev.seveneight.shared.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.priming.Snapshot;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshIdsTest {
  /** Where the time of an id ends and its randomness begins. */
  private static final int RANDOMNESS = 10;

  @AfterEach
  void forgetTheSeed() {
    FreshIds.renew();
  }

  /** What the hook is for: without it, what two copies draw is the same. */
  @Test
  void shouldMakeTheSameIdsInTwoCopiesOfOneSnapshotThatGoOnUnrenewed() {
    assertThat(idAfter(() -> {})).isEqualTo(idAfter(() -> {}));
  }

  @Test
  void shouldMakeOtherIdsInEachCopyOfOneSnapshot() {
    Snapshot snapshot = new Snapshot(() -> {});

    assertThat(Stream.generate(() -> idAfter(() -> snapshot.afterRestore(null))).limit(100))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldMakeIdsOfTwentySixLettersInLowerCase() {
    assertThat(FreshIds.next()).matches("[0-9a-hjkmnp-tv-z]{26}");
  }

  /**
   * What is random in the first id of a copy that wakes up with what the snapshot had drawn from.
   */
  private static String idAfter(Runnable restore) {
    FreshIds.from(new Random(78));
    restore.run();
    return FreshIds.next().substring(RANDOMNESS);
  }
}
