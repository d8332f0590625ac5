package dev.seveneight.shared.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.ledger.Identity;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonInPathTest {
  @ParameterizedTest
  @ValueSource(strings = {"jo@example.com", "email:JO@example.com", "mailto:jo@example.com"})
  void shouldNameAPersonByAddress(String parameter) {
    PersonInPath name = PersonInPath.ofDeletion(parameter, Optional::empty);

    assertThat(name.id()).isEmpty();
    assertThat(name.identity()).contains(new Identity(Identity.Kind.EMAIL, "jo@example.com"));
  }

  /** The gateway has decoded it once: what is left belongs to the id. */
  @ParameterizedTest
  @ValueSource(strings = {"50%", "50%25", "a+b", "%41"})
  void shouldDecodeNoExternalIdASecondTime(String id) {
    assertThat(PersonInPath.of("external_id:" + id, Optional::empty).identity())
        .contains(new Identity(Identity.Kind.EXTERNAL_ID, id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email:jo%40example.com",
        "email%3Ajo@example.com",
        "jo%2Bx@example.com",
        "phone_number:%2B14155550100",
        "external_id%3A17"
      })
  void shouldRejectAnAddressThatStillHoldsAnEscape(String parameter) {
    assertThatThrownBy(() -> PersonInPath.of(parameter, Optional::empty))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("percent escape");
    assertThatThrownBy(() -> PersonInPath.ofDeletion(parameter, Optional::empty))
        .isInstanceOf(Problem.class);
  }

  @Test
  void shouldReadAPercentSignThatIsNoEscape() {
    assertThat(PersonInPath.of("email:50%off@example.com", Optional::empty).identity())
        .contains(new Identity(Identity.Kind.EMAIL, "50%off@example.com"));
  }

  @Test
  void shouldDeleteByNoExternalIdBecauseThePathMayHaveCutIt() {
    assertThatThrownBy(() -> PersonInPath.ofDeletion("external_id:a", Optional::empty))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("GET /v1/people?external_id=");
  }
}
