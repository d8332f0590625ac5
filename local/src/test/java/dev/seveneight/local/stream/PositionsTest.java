package dev.seveneight.local.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.seveneight.local.console.LocalStartException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {
  private static final ShardPosition REACHED =
      new ShardPosition("100", 7, Map.of("kept", "state"), false);

  @TempDir Path folder;

  @Test
  void shouldFindWhatItHasSaved() throws Exception {
    Path file = folder.resolve("positions.json");
    Positions.inFile(file).put("shard", REACHED);

    assertThat(Positions.inFile(file).of("shard")).isEqualTo(REACHED);
    assertThat(Positions.inFile(file).of("another")).isEqualTo(ShardPosition.TRIM_HORIZON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{\"shard\": 1}",
        "{\"shard\": null}",
        "{\"shard\": {\"sequenceNumber\": \"1\"}}",
        "{\"shard\": {\"sequenceNumber\": 1, \"windowStart\": 1, \"state\": {}, \"finished\": true}}",
        "{\"shard\": {\"sequenceNumber\": \"1\", \"windowStart\": 1, \"state\": {}"
      })
  void shouldSayInOneLineThatAFileCannotBeRead(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("positions.json"), content);

    assertThatThrownBy(() -> Positions.inFile(file))
        .isInstanceOf(LocalStartException.class)
        .hasMessageStartingWith("The file " + file + " says how far the stream was delivered")
        .hasMessageContaining("Delete it")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void shouldSayWhichFileCannotBeReadWhenItIsAFolder() throws Exception {
    Path file = Files.createDirectory(folder.resolve("positions.json"));

    assertThatThrownBy(() -> Positions.inFile(file)).isInstanceOf(LocalStartException.class);
  }

  @Test
  void shouldSayInOneLineThatTheFileCannotBeWritten() throws Exception {
    Path alwaysFull = Path.of("/dev/full");
    assumeThat(alwaysFull).exists();
    Path file = folder.resolve("positions.json");
    Path next = Files.createSymbolicLink(folder.resolve("positions.json.next"), alwaysFull);
    Positions positions = Positions.inFile(file);

    assertThatThrownBy(() -> positions.put("shard", REACHED))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("The file " + file + " cannot be written (")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    Files.delete(next);
  }
}
