package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeadingKeysTest {
  private static final Map<String, String> IS_THERE = Map.of("dynamodb:LeadingKeys", "false");

  @Test
  void shouldAllowARequestWhoseKeysAllMatch() {
    LeadingKeys limit = limitTo(List.of("project#*", "~jobs"));

    assertThat(limit.allow(Set.of("project#acme"))).isTrue();
    assertThat(limit.allow(Set.of("project#acme", "~jobs"))).isTrue();
    assertThat(limit.allow(Set.of("project#acme", "key#0a"))).isFalse();
    assertThat(limit.allow(Set.of("~jobs#1"))).isFalse();
    assertThat(limit.allow(Set.of("a project#acme"))).isFalse();
  }

  @Test
  void shouldAllowNoRequestWithoutAKey() {
    assertThat(limitTo(List.of("*")).allow(Set.of())).isFalse();
  }

  /** Without it, AWS lets every request pass that has no such key. */
  @Test
  void shouldInsistThatTheConditionAsksForAKey() {
    assertThatThrownBy(
            () ->
                LeadingKeys.of(
                    Map.of(
                        "ForAllValues:StringLike", Map.of("dynamodb:LeadingKeys", List.of("a")))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNotGuessWhatAnotherConditionMeans() {
    assertThatThrownBy(
            () ->
                LeadingKeys.of(
                    Map.of(
                        "ForAnyValue:StringLike",
                        Map.of("dynamodb:LeadingKeys", List.of("a")),
                        "Null",
                        IS_THERE)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static LeadingKeys limitTo(List<String> patterns) {
    return LeadingKeys.of(
        Map.of(
            "ForAllValues:StringLike", Map.of("dynamodb:LeadingKeys", patterns), "Null", IS_THERE));
  }
}
