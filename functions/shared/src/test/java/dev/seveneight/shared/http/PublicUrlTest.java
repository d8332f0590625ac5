package dev.seveneight.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PublicUrlTest {
  private static final ApiRequest REQUEST =
      new ApiRequest(
          "GET",
          "/v1/survey_responses",
          "",
          Map.of("host", "evil.example"),
          "",
          "abc.execute-api.eu-central-1.amazonaws.com");

  @Test
  void shouldBeWhatIsConfigured() {
    assertThat(new PublicUrl("https://nps.example.com").of(REQUEST, "/v1/metrics"))
        .isEqualTo("https://nps.example.com/v1/metrics");
  }

  @Test
  void shouldBeTheDomainThatWasCalledAndNeverTheHostHeader() {
    assertThat(new PublicUrl("").of(REQUEST, "/v1/metrics"))
        .isEqualTo("https://abc.execute-api.eu-central-1.amazonaws.com/v1/metrics");
  }

  @Test
  void shouldEscapeParameters() {
    assertThat(
            new PublicUrl("https://nps.example.com")
                .of(REQUEST, "/v1/survey_responses", Map.of("segment[plan]", "pro & more")))
        .isEqualTo("https://nps.example.com/v1/survey_responses?segment%5Bplan%5D=pro+%26+more");
  }

  @Property
  void shouldNeverHoldACommaOrASemicolonAndAlwaysComeBack(
      @ForAll String name, @ForAll String value) {
    String url =
        new PublicUrl("https://nps.example.com")
            .of(REQUEST, "/v1/survey_responses", Map.of(name, value + ",;"));

    assertThat(url).doesNotContain(",", ";");
    String[] pair = URI.create(url).getRawQuery().split("=", -1);
    assertThat(pair).hasSize(2);
    assertThat(decoded(pair[0])).isEqualTo(asUtf8(name));
    assertThat(decoded(pair[1])).isEqualTo(asUtf8(value + ",;"));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Half characters cannot be written as UTF-8; a question mark stands for them. */
  private static String asUtf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
