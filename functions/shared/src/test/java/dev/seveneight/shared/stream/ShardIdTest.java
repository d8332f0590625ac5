package dev.seveneight.shared.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShardIdTest {
  @Test
  void shouldNameAMarkAlwaysTheSameForTheSameShard() {
    assertThat(new ShardId("shardId-00000001795335189849-a43e13d2").markName())
        .isEqualTo(new ShardId("shardId-00000001795335189849-a43e13d2").markName());
  }

  @Test
  void shouldNameTheMarksOfShardsDifferentlyHoweverLittleTheirIdsDiffer() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      names.add(new ShardId("shardId-%020d-a43e13d2".formatted(1_795_335_180_000L + i)).markName());
      names.add(new ShardId("shardId-00000001795335189849-%08x".formatted(i)).markName());
    }

    assertThat(names).hasSize(20_000);
  }

  @Test
  void shouldNameAMarkInEightCharactersThatNoCounterHas() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(new ShardId("shardId-" + i).markName())
          .hasSize(ShardId.MARK_NAME_LENGTH)
          .hasSize(8)
          .matches("[A-Za-z0-9_-]+");
    }
  }
}
