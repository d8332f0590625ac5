package dev.seveneight.shared.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final String DEEPEST = "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        " [1.10, 1e999, -0]",
        "[{\"a\": [null, true]}, {\"a\": \"\\u00e4\"}]",
        DEEPEST
      })
  void shouldKnowAnArrayThatCanBeRead(String json) {
    assertThat(Json.isStoredArray(json)).isTrue();
    assertThat(Json.readStoredExactly(json)).isInstanceOf(List.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "1", "null", "\"[]\""})
  void shouldKnowWhatIsNotAnArray(String json) {
    assertThat(Json.isStoredArray(json)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[01]",
        "[1.]",
        "[1e]",
        "[NaN]",
        "[nul]",
        "[\"a]",
        "[\"\\x\"]",
        "[\"\\u12\"]",
        "[\"\n\"]",
        "[{\"a\": 1, \"a\": 2}]",
        "[{\"a\": 1]",
        "[{\"a\"}]",
        "[{a: 1}]",
        "[1}",
        "[" + DEEPEST + "]"
      })
  void shouldKnowThatAnArrayCannotBeRead(String json) {
    assertThat(Json.isStoredArray(json)).isFalse();
    assertThatThrownBy(() -> Json.readStoredExactly(json)).isInstanceOf(RuntimeException.class);
  }
}
