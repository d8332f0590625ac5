package dev.seveneight.shared.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.shared.text.PercentEncoding.MalformedException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
  @Test
  void shouldDecodeEscapesAndLeaveOtherCharacters() throws Exception {
    assertThat(PercentEncoding.decode("a%C3%A9b+\u00E9%e2%82%ac%F0%9F%98%80"))
        .isEqualTo("a\u00E9b+\u00E9\u20AC\uD83D\uDE00");
    assertThat(PercentEncoding.decodeForm("a+b%2Bc")).isEqualTo("a b+c");
    assertThat(PercentEncoding.decode("%2525")).isEqualTo("%25");
  }

  @Test
  void shouldTakeTheReplacementCharacterThatWasSent() throws Exception {
    assertThat(PercentEncoding.decode("%EF%BF%BD")).isEqualTo("\uFFFD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%E9",
        "caf%E9",
        "%C3",
        "%C3x",
        "%C0%AF",
        "%ED%A0%80",
        "%F0%9F%98",
        "%FF",
        "%80",
        "a%C3%28"
      })
  void shouldRejectBytesThatAreNotUtf8(String text) {
    assertThatThrownBy(() -> PercentEncoding.decode(text))
        .isInstanceOf(MalformedException.class)
        .hasMessage("the percent escapes are not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "a%", "%zz", "%+1", "100% sure", "%\uFF14\uFF11"})
  void shouldRejectAPercentSignThatStartsNoEscape(String text) {
    assertThatThrownBy(() -> PercentEncoding.decode(text))
        .isInstanceOf(MalformedException.class)
        .hasMessage("a percent sign starts no escape");
  }

  @Property
  void shouldDecodeWhatWasEncoded(@ForAll @CharRange(from = 0, to = '\uD7FF') String text)
      throws MalformedException {
    assertThat(PercentEncoding.decodeForm(URLEncoder.encode(text, StandardCharsets.UTF_8)))
        .isEqualTo(text);
  }
}
