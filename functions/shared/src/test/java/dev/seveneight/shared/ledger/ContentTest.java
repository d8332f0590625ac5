package dev.seveneight.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentTest {
  @Test
  void shouldKeepAFieldWhenAPropertyHasItsName() {
    Content content =
        content(Map.of("survey", "x", "channel", "y", "language", "z", "plan", "pro"));

    Content rest = content.without(Set.of("plan"));

    assertThat(rest.builtInDimensions()).isEqualTo(content.builtInDimensions());
    assertThat(rest.properties()).doesNotContainKey("plan");
  }

  @Test
  void shouldFindThePropertiesWithTheSameValues() {
    Content content = content(Map.of("plan", "pro", "size", "s", "seats", "3"));

    assertThat(content.propertiesAsIn(content(Map.of("plan", "free", "size", "s"))))
        .containsExactly("size");
  }

  private static Content content(Map<String, String> properties) {
    return Content.withScore(8)
        .properties(properties)
        .survey(Optional.of("spring"))
        .channel(Optional.of("email"))
        .language(Optional.of("de"))
        .build();
  }
}
