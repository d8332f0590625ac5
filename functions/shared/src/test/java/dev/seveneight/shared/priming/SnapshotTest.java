package dev.seveneight.shared.priming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void shouldLogWhyPrimingFailedAndStartAnyway() {
    new Snapshot(
            () -> {
              throw new IllegalStateException("the store is away");
            },
            log::add)
        .beforeCheckpoint(null);

    assertThat(log).singleElement().asString().contains("priming failed", "the store is away");
  }

  @Test
  void shouldLogNothingWhenPrimingSucceeds() {
    new Snapshot(() -> {}, log::add).beforeCheckpoint(null);

    assertThat(log).isEmpty();
  }
}
