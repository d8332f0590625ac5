package dev.seveneight.shared.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.shared.store.LedgerTiming.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTimingTest {
  static Iterable<Relation> relations() {
    return LedgerTiming.RELATIONS;
  }

  @ParameterizedTest
  @MethodSource("relations")
  void shouldHold(Relation relation) {
    assertThatCode(relation::require).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("relations")
  void shouldFailWhenTheShorterTimeIsAsLongAsTheLonger(Relation relation) {
    Relation broken = new Relation(relation.meaning(), relation.longer(), relation.longer());

    assertThatThrownBy(broken::require)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(relation.meaning())
        .hasMessageContaining(relation.longer().toString());
  }

  /**
   * A timeout in the template that differs would make {@link LedgerTiming#CACHES_EXPIRED} wrong.
   */
  @Test
  void shouldKnowTheTimeoutOfTheIngestFunction() throws IOException {
    Matcher timeout =
        Pattern.compile("\\n  IngestFunction:\\n.*?\\n      Timeout: (\\d+)\\n", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("template.yaml")));

    assertThat(timeout.find()).isTrue();
    assertThat(Duration.ofSeconds(Long.parseLong(timeout.group(1))))
        .isEqualTo(LedgerTiming.LONGEST_REQUEST);
  }
}
