package dev.seveneight.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.http.Gateway;
import dev.seveneight.local.http.HostNames;
import dev.seveneight.local.http.HttpPort;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.template.Template;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page in a browser on this machine must not use what listens on the loopback interface. */
class ForeignPagesTest {
  private static final Template TEMPLATE = SmallTemplate.read();
  private static final String INVOCATION = "/2015-03-31/functions/FoldFunction/invocations";
  private static final String JSON_TYPE = "Content-Type: application/json";
  private static final RecordingFunction write = new RecordingFunction();
  private static final RecordingFunction fold = new RecordingFunction();
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    write.answer = (event, context) -> "{\"statusCode\":200}";
    fold.answer = (event, context) -> "{}";
    gateway =
        new Gateway(
            HttpPort.bind(0),
            TEMPLATE.routes(),
            Map.of(
                "WriteFunction", new LambdaFunction(TEMPLATE.function("WriteFunction"), write),
                "ReadFunction", new LambdaFunction(TEMPLATE.function("ReadFunction"), write),
                "FoldFunction", new LambdaFunction(TEMPLATE.function("FoldFunction"), fold)),
            Gateway.LONGEST_INTEGRATION,
            HostNames.LOOPBACK.with(Set.of("nps.test")));
    gateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/things", INVOCATION})
  void shouldReject421WhatIsMeantForAnotherHost(String path) throws Exception {
    int before = write.count() + fold.count();

    RawHttp.Reply reply = post(path, "Host: rebind.evil", JSON_TYPE);

    assertThat(reply.status()).isEqualTo(421);
    assertThat(reply.text())
        .contains("Content-Type: application/problem+json", "misdirected_request")
        .doesNotContain("rebind.evil");
    assertThat(write.count() + fold.count()).isEqualTo(before);
  }

  /** Jetty itself rejects a request in which the two names differ. */
  @Test
  void shouldNotTakeTheHostOfARequestFromItsAddressAlone() throws Exception {
    int before = write.count();

    assertThat(post("http://localhost/things", "Host: rebind.evil").status()).isIn(400, 421);
    assertThat(post("http://rebind.evil/things", "Host: localhost").status()).isIn(400, 421);

    assertThat(write.count()).isEqualTo(before);
  }

  @Test
  void shouldAcceptConfiguredNames() throws Exception {
    assertThat(post("/things", "Host: nps.test:3000").status()).isEqualTo(200);
    assertThat(post(INVOCATION, "Host: nps.test", JSON_TYPE).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "http://localhost:3000", "null"})
  void shouldRejectAnInvocationByAPage(String origin) throws Exception {
    int before = fold.count();

    RawHttp.Reply reply = post(INVOCATION, "Host: localhost", JSON_TYPE, "Origin: " + origin);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text()).contains("AccessDeniedException");
    assertThat(fold.count()).isEqualTo(before);
  }

  /** What a page can send without asking. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: none",
        "Content-Type: text/plain",
        "Content-Type: text/plain; application/json",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=x"
      })
  void shouldRejectAnInvocationOfAnotherType(String type) throws Exception {
    int before = fold.count();

    RawHttp.Reply reply = post(INVOCATION, "Host: localhost", type);

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.text()).contains("UnsupportedMediaTypeException");
    assertThat(fold.count()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        JSON_TYPE,
        "content-type: Application/JSON; charset=utf-8",
        "Content-Type: application/octet-stream",
        "Content-Type: application/x-amz-json-1.1",
        // The AWS CLI 1.46 and boto3 1.44 sign, and name no type.
        "Authorization: AWS4-HMAC-SHA256 Credential=any/20261130/local/lambda/aws4_request"
      })
  void shouldTakeAnInvocationByAProgram(String header) throws Exception {
    assertThat(post(INVOCATION, "Host: localhost", header).status()).isEqualTo(200);
  }

  private static RawHttp.Reply post(String path, String... headers) throws IOException {
    return RawHttp.post(gateway.port(), path, List.of(headers), "{}");
  }
}
