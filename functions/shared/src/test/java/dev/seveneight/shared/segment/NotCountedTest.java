package dev.seveneight.shared.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NotCountedTest {
  @Test
  void shouldBeExplainedInTheDocs() throws IOException {
    assertThat(Files.readAllLines(Path.of("docs/numbers.md")))
        .containsSubsequence(
            Arrays.stream(NotCounted.values())
                .map(reason -> "| `" + reason.apiName() + "` | " + reason.sentence() + " |")
                .toList());
  }
}
