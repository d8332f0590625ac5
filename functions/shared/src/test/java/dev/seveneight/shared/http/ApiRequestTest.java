package dev.seveneight.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRequestTest {
  @Test
  void shouldTakeAReplacementCharacterThatWasSent() {
    String body = "caf\uFFFD, na\uFFFDve";

    assertThat(ofText(body, body.getBytes(StandardCharsets.UTF_8).length).body()).isEqualTo(body);
    assertThat(ofBytes(body.getBytes(StandardCharsets.UTF_8)).body()).isEqualTo(body);
  }

  @Test
  void shouldCountTheByteOrderMarkThatIsNotPartOfTheBody() {
    assertThat(ofText("\uFEFFa\uFFFD", 7).body()).isEqualTo("a\uFFFD");
  }

  /** What the gateway hands on as text, it has decoded. */
  @ParameterizedTest
  @ValueSource(strings = {"caf\u00E9", "\u00FF", "\uFFFD\u00E9", "x\u00C3("})
  void shouldNoticeThatTheGatewayReplacedBytes(String latin1) {
    byte[] sent =
        latin1.indexOf('\uFFFD') < 0
            ? latin1.getBytes(StandardCharsets.ISO_8859_1)
            : new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD, (byte) 0xE9};

    assertThatThrownBy(() -> ofText(new String(sent, StandardCharsets.UTF_8), sent.length))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> ofBytes(sent))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void shouldSayFromWhichLineOnABodyIsNotUtf8() {
    byte[] sent = "a\nb\nc\u00E9".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> ofBytes(sent)).hasMessage("the body is not UTF-8, from line 3 on");
    assertThatThrownBy(() -> ofText(new String(sent, StandardCharsets.UTF_8), sent.length))
        .hasMessage("the body is not UTF-8, from line 3 on");
  }

  private static ApiRequest ofText(String body, int contentLength) {
    Map<String, Object> event = event(Map.of("Content-Length", String.valueOf(contentLength)));
    event.put("body", body);
    event.put("isBase64Encoded", false);
    return ApiRequest.fromEvent(event);
  }

  private static ApiRequest ofBytes(byte[] body) {
    Map<String, Object> event = event(Map.of());
    event.put("body", Base64.getEncoder().encodeToString(body));
    event.put("isBase64Encoded", true);
    return ApiRequest.fromEvent(event);
  }

  private static Map<String, Object> event(Map<String, Object> headers) {
    Map<String, Object> event = new HashMap<>();
    event.put("rawPath", "/v1/imports");
    event.put("headers", headers);
    event.put("requestContext", Map.of("http", Map.of("method", "POST")));
    return event;
  }
}
