package dev.seveneight.local.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.local.RecordingFunction;
import dev.seveneight.local.SmallTemplate;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.template.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
  private static final Template TEMPLATE = SmallTemplate.read();
  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final RecordingFunction write = new RecordingFunction();
  private static final RecordingFunction read = new RecordingFunction();
  private static final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway =
        new Gateway(
            HttpPort.bind(0),
            TEMPLATE.routes(),
            Map.of(
                "WriteFunction",
                new LambdaFunction(TEMPLATE.function("WriteFunction"), write),
                "ReadFunction",
                new LambdaFunction(TEMPLATE.function("ReadFunction"), read)),
            PATIENCE,
            HostNames.LOOPBACK);
    gateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void answerOk() {
    write.answer = (event, context) -> "{\"statusCode\":200}";
    read.answer = (event, context) -> "{\"statusCode\":200}";
  }

  @Test
  void shouldWriteTheRequestAsAnEventOfFormatTwo() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    HttpResponse<String> response =
        send(
            request("/v1/things/a%2Fb%20c+d?x=1&y=%C3%A4+b&x=2%2C3&segment[plan]=pro&flag")
                .header("X-Twice", "one")
                .header("X-Twice", "two")
                .header("Cookie", "a=1; b=2")
                .header("User-Agent", "tests")
                .POST(BodyPublishers.noBody()));

    Map<String, Object> event = write.last();
    assertThat(event)
        .containsEntry("version", "2.0")
        .containsEntry("routeKey", "POST /{proxy+}")
        .containsEntry("rawPath", "/v1/things/a/b c+d")
        .containsEntry("rawQueryString", "x=1&y=%C3%A4+b&x=2%2C3&segment[plan]=pro&flag")
        .containsEntry("cookies", List.of("a=1", "b=2"))
        .containsEntry(
            "queryStringParameters",
            Map.of("x", "1,2,3", "y", "ä b", "segment[plan]", "pro", "flag", ""))
        .containsEntry("pathParameters", Map.of("proxy", "v1/things/a/b c+d"))
        .containsEntry("isBase64Encoded", false)
        .doesNotContainKey("body");
    assertThat(map(event, "headers"))
        .containsEntry("x-twice", "one,two")
        .containsEntry("host", "localhost:" + gateway.port())
        .containsEntry("x-forwarded-for", "127.0.0.1")
        .containsEntry("x-forwarded-proto", "http")
        .doesNotContainKeys("cookie", "X-Twice");
    Map<String, Object> context = map(event, "requestContext");
    assertThat(context)
        .containsEntry("stage", "$default")
        .containsEntry("domainName", "localhost:" + gateway.port())
        .containsEntry("routeKey", "POST /{proxy+}")
        .containsEntry("requestId", response.headers().firstValue("apigw-requestid").orElse(""))
        .containsKeys("accountId", "apiId", "domainPrefix");
    assertThat((Long) context.get("timeEpoch"))
        .isBetween(before.toEpochMilli(), Instant.now().toEpochMilli());
    assertThat((String) context.get("time"))
        .matches("\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2} \\+0000");
    assertThat(map(context, "http"))
        .isEqualTo(
            Map.of(
                "method", "POST",
                "path", "/v1/things/a/b c+d",
                "protocol", "HTTP/1.1",
                "sourceIp", "127.0.0.1",
                "userAgent", "tests"));
  }

  @Test
  void shouldCutThePathAtADecodedQuestionMarkAsTheGatewayDoes() throws Exception {
    send(request("/things%3Fadmin=true/x").GET());

    assertThat(read.last()).containsEntry("rawPath", "/things").containsEntry("rawQueryString", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv",
        "text/plain; charset=utf-8",
        "application/json",
        "Application/JSON;charset=UTF-8",
        "application/xml",
        "application/javascript"
      })
  void shouldHandOnTextAsItIs(String contentType) throws Exception {
    send(request("/").header("Content-Type", contentType).PUT(BodyPublishers.ofString("ä 😀")));

    assertThat(read.last()).containsEntry("body", "ä 😀").containsEntry("isBase64Encoded", false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/octet-stream",
        "application/x-www-form-urlencoded",
        "application/problem+json",
        "multipart/form-data"
      })
  void shouldHandOnAnyOtherTypeAsBase64(String contentType) throws Exception {
    send(request("/x").header("Content-Type", contentType).POST(BodyPublishers.ofString("ä 😀")));

    String encoded = Base64.getEncoder().encodeToString("ä 😀".getBytes(UTF_8));
    assertThat(write.last()).containsEntry("body", encoded).containsEntry("isBase64Encoded", true);
  }

  @Test
  void shouldHandOnABodyWithoutATypeAsBase64() throws Exception {
    send(request("/x").POST(BodyPublishers.ofString("x")));

    assertThat(write.last()).containsEntry("body", "eA==").containsEntry("isBase64Encoded", true);
  }

  /**
   * The gateway would put U+FFFD for such bytes. Here the functions can tell, whatever they are.
   */
  @ParameterizedTest
  @ValueSource(strings = {"caf\u00E9", "\u00F0\u009F\u0098", "\u00FF"})
  void shouldHandOnTextThatIsNotUtf8AsBase64(String latin1) throws Exception {
    byte[] body = latin1.getBytes(ISO_8859_1);

    send(
        request("/x")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body)));

    assertThat(write.last())
        .containsEntry("body", Base64.getEncoder().encodeToString(body))
        .containsEntry("isBase64Encoded", true);
  }

  @Test
  void shouldAnswer400ToAPathThatIsNotUtf8() throws Exception {
    assertGatewaysOwn(send(request("/things/%E9").GET()), 400, "Bad Request");
  }

  @Test
  void shouldSendWhatTheFunctionShaped() throws Exception {
    read.answer =
        (event, context) ->
            "{\"statusCode\":401,\"headers\":{\"WWW-Authenticate\":\"Basic\",\"Link\":\"<a>\","
                + "\"Connection\":\"close\",\"x-number\":5},\"cookies\":[\"a=1\",\"b=2\"],"
                + "\"body\":\"w6Q=\",\"isBase64Encoded\":true}";

    HttpResponse<String> response = send(request("/x").GET());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEqualTo("ä");
    assertThat(response.headers().map())
        .containsEntry("x-amzn-remapped-www-authenticate", List.of("Basic"))
        .containsEntry("link", List.of("<a>"))
        .containsEntry("x-number", List.of("5"))
        .containsEntry("set-cookie", List.of("a=1", "b=2"))
        .containsEntry("content-type", List.of("text/plain;charset=UTF-8"))
        .containsKey("apigw-requestid")
        .doesNotContainKeys("www-authenticate", "connection");
  }

  @Test
  void shouldSendJsonWithoutAStatusAsTheBody() throws Exception {
    read.answer = (event, context) -> "{\"hello\":1}";

    HttpResponse<String> response = send(request("/x").GET());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"hello\":1}");
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no JSON
          {"statusCode":"200"}
          {"statusCode":99}
          {"statusCode":200,"body":{"a":1}}
          {"statusCode":200,"headers":{"a":["b"]}}
          {"statusCode":200,"headers":{"a":"b\\nc"}}
          {"statusCode":200,"body":"not base64!","isBase64Encoded":true}
          """)
  void shouldAnswer500ToAnInvalidAnswer(String answer) throws Exception {
    read.answer = (event, context) -> answer;

    assertGatewaysOwn(send(request("/x").GET()), 500, "Internal Server Error");
  }

  @Test
  void shouldAnswer500WithoutAWordOfTheFunctionsException() throws Exception {
    read.answer =
        (event, context) -> {
          throw new IOException("secret");
        };

    assertGatewaysOwn(send(request("/x").GET()), 500, "Internal Server Error");
  }

  @Test
  void shouldAnswer500WhenTheFunctionExceedsItsOwnTime() throws Exception {
    read.answer =
        (event, context) -> {
          assertThat(context.getRemainingTimeInMillis()).isBetween(1, 1000);
          Thread.sleep(60_000);
          return "";
        };

    assertGatewaysOwn(send(request("/x").GET()), 500, "Internal Server Error");
  }

  @Test
  void shouldAnswer503WhenTheFunctionIsSlowerThanTheGatewayWaits() throws Exception {
    write.answer =
        (event, context) -> {
          Thread.sleep(PATIENCE.multipliedBy(2).toMillis());
          return "{\"statusCode\":200}";
        };

    assertGatewaysOwn(
        send(request("/x").POST(BodyPublishers.noBody())), 503, "Service Unavailable");
  }

  @Test
  void shouldTakeABodyThatJustFitsIntoLambdasRequest() throws Exception {
    String body = "x".repeat(LambdaFunction.PAYLOAD_LIMIT - 4096);

    HttpResponse<String> response =
        send(request("/x").header("Content-Type", "text/csv").POST(BodyPublishers.ofString(body)));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(write.last()).containsEntry("body", body);
  }

  @ParameterizedTest
  @CsvSource({"6291456, x", "3145728, \"", "10485761, x", "30000000, x"})
  void shouldAnswer413ToWhatDoesNotFit(int length, String character) throws Exception {
    HttpResponse<String> response =
        send(
            request("/x")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(character.repeat(length))));

    assertGatewaysOwn(response, 413, "Request Entity Too Large");
  }

  @Test
  void shouldAnswer500WhenTheAnswerDoesNotFit() throws Exception {
    String body = "x".repeat(LambdaFunction.PAYLOAD_LIMIT);
    read.answer = (event, context) -> "{\"statusCode\":200,\"body\":\"" + body + "\"}";

    assertGatewaysOwn(send(request("/x").GET()), 500, "Internal Server Error");
  }

  @Test
  void shouldAnswer431ToHeadersOverTenKilobytes() throws Exception {
    assertGatewaysOwn(
        send(request("/x?" + "a".repeat(10_240)).GET()), 431, "Request Header Fields Too Large");
    assertThat(send(request("/x").header("a", "b".repeat(9_000)).GET()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldAnswerHeadWithoutABodyAndKeepTheConnection() throws Exception {
    read.answer = (event, context) -> "{\"statusCode\":200,\"body\":\"hello\"}";
    try (Socket socket = new Socket("localhost", gateway.port())) {
      socket.setSoTimeout(5_000);
      OutputStream output = socket.getOutputStream();
      output.write("HEAD /x HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 200");

      output.write("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 200");
      assertThat(new String(socket.getInputStream().readNBytes(5), UTF_8)).isEqualTo("hello");
    }
    assertThat(map(map(read.last(), "requestContext"), "http")).containsEntry("method", "GET");
  }

  @Test
  void shouldSendHeaderNamesAsTheFunctionSpelledThem() throws Exception {
    read.answer =
        (event, context) ->
            "{\"statusCode\":429,\"headers\":{\"Link\":\"<a>\",\"Retry-After\":\"1\",\"ETag\":\"x\","
                + "\"cache-control\":\"no-store\",\"Content-Type\":\"application/json\"}}";

    assertThat(headOf("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 429")
        .contains(
            "\r\nLink: <a>\r\n",
            "\r\nRetry-After: 1\r\n",
            "\r\nETag: x\r\n",
            "\r\ncache-control: no-store\r\n",
            "\r\nContent-Type: application/json\r\n");
  }

  @Test
  void shouldHandOnAQueryWithABrokenEscape() throws Exception {
    assertThat(headOf("GET /x?a=%zz&b=%41 HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 200");

    assertThat(read.last())
        .containsEntry("rawQueryString", "a=%zz&b=%41")
        .containsEntry("queryStringParameters", Map.of("a", "%zz", "b", "A"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x%zz", "/%", "/x%4"})
  void shouldAnswer400ToAPathWithABrokenEscape(String path) throws Exception {
    assertThat(headOf("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void shouldContinueAfterExpect() throws Exception {
    HttpResponse<String> response =
        send(
            request("/x")
                .header("Content-Type", "text/csv")
                .expectContinue(true)
                .POST(BodyPublishers.ofString("x".repeat(1_000_000))));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldListenOnTheLoopbackInterfaceOnly() {
    assertThat(gateway.address().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void shouldAnswerManyAtOnce() {
    read.answer =
        (event, context) -> {
          Thread.sleep(300);
          return "{\"statusCode\":200}";
        };
    List<Integer> statuses =
        IntStream.range(0, 30)
            .mapToObj(i -> client.sendAsync(request("/x").GET().build(), BodyHandlers.ofString()))
            .toList()
            .stream()
            .map(response -> response.join().statusCode())
            .toList();

    assertThat(statuses).hasSize(30).containsOnly(200);
  }

  /** The first lines of the reply to these bytes, as they come over the wire. */
  private static String headOf(String request) throws IOException {
    try (Socket socket = new Socket("localhost", gateway.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return readHead(socket.getInputStream());
    }
  }

  private static String readHead(InputStream input) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = input.read();
      assertThat(next).as("the connection stays open").isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  private static void assertGatewaysOwn(HttpResponse<String> response, int status, String message)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(JSON.std.mapFrom(response.body())).isEqualTo(Map.of("message", message));
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValue("apigw-requestid")).isPresent();
  }

  private static HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + pathAndQuery))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> parent, String name) {
    return (Map<String, Object>) parent.get(name);
  }
}
