package dev.seveneight.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.local.RecordingFunction;
import dev.seveneight.local.SmallTemplate;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.template.Template;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.RouteTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvokeApiTest {
  private static final Template TEMPLATE = SmallTemplate.read();
  private static final String INVOCATIONS = "/2015-03-31/functions/%s/invocations";
  private static final RecordingFunction write = new RecordingFunction();
  private static final RecordingFunction read = new RecordingFunction();
  private static final RecordingFunction fold = new RecordingFunction();
  private static final HttpClient client = HttpClient.newHttpClient();
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway =
        new Gateway(
            HttpPort.bind(0),
            TEMPLATE.routes(),
            Map.of(
                "WriteFunction", new LambdaFunction(TEMPLATE.function("WriteFunction"), write),
                "ReadFunction", new LambdaFunction(TEMPLATE.function("ReadFunction"), read),
                "FoldFunction", new LambdaFunction(TEMPLATE.function("FoldFunction"), fold)),
            Gateway.LONGEST_INTEGRATION,
            HostNames.LOOPBACK);
    gateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void answer() {
    write.answer = (event, context) -> "{\"statusCode\":200,\"body\":\"by route\"}";
    read.answer = (event, context) -> "{\"statusCode\":200,\"body\":\"by route\"}";
    fold.answer = (event, context) -> "{\"statusCode\":418,\"name\":\"" + event.get("name") + "\"}";
  }

  @Test
  void shouldHandTheEventToAFunctionWithoutARouteAndAnswerWhatItAnswers() throws Exception {
    HttpResponse<String> answer = invoke("FoldFunction", "{\"name\":\"ä\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"statusCode\":418,\"name\":\"ä\"}");
    assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).contains("$LATEST");
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FoldFunction:live",
        "FoldFunction?Qualifier=live",
        "arn:aws:lambda:eu-central-1:123456789012:function:FoldFunction",
        "arn%3Aaws%3Alambda%3Aeu-central-1%3A123456789012%3Afunction%3AFoldFunction%3Alive",
        "123456789012:function:FoldFunction"
      })
  void shouldFindAFunctionByEveryFormOfItsName(String name) throws Exception {
    String[] parts = name.split("\\?", 2);
    String query = parts.length == 2 ? "?" + parts[1] : "";

    HttpResponse<String> answer =
        send(post(INVOCATIONS.formatted(parts[0]) + query, "{\"name\":\"found\"}"));

    assertThat(answer.body()).contains("found");
  }

  @Test
  void shouldInvokeWithAnEmptyObjectWhenThereIsNoPayload() throws Exception {
    assertThat(invoke("FoldFunction", "").body()).contains("\"name\":\"null\"");
    assertThat(fold.last()).isEmpty();
  }

  @Test
  void shouldTellAnExceptionOfTheFunctionAsLambdaDoes() throws Exception {
    fold.answer =
        (event, context) -> {
          throw new IOException("no luck");
        };

    HttpResponse<String> answer = invoke("FoldFunction", "{}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(JSON.std.mapFrom(answer.body()))
        .isEqualTo(Map.of("errorMessage", "no luck", "errorType", "java.io.IOException"));
  }

  @Test
  void shouldTellATimeoutAsLambdaDoes() throws Exception {
    read.answer =
        (event, context) -> {
          Thread.sleep(Duration.ofMinutes(1).toMillis());
          return "{}";
        };

    HttpResponse<String> answer = invoke("ReadFunction", "{}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(JSON.std.mapFrom(answer.body())).containsEntry("errorType", "Sandbox.Timedout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NoFunction", "FoldFunction:live:more", "arn:aws:s3:::FoldFunction"})
  void shouldNotFindWhatIsNoFunctionOfTheTemplate(String name) throws Exception {
    assertRefused(invoke(name, "{}"), 404, "ResourceNotFoundException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Event", "DryRun"})
  void shouldRefuseEveryTypeOfInvocationThatIsNotPlayed(String type) throws Exception {
    int before = fold.events.size();

    HttpResponse<String> answer =
        send(
            post(INVOCATIONS.formatted("FoldFunction"), "{}")
                .header("X-Amz-Invocation-Type", type));

    assertRefused(answer, 400, "InvalidParameterValueException");
    assertThat(fold.events).hasSize(before);
  }

  @Test
  void shouldTakeTheTypeThatIsPlayed() throws Exception {
    HttpResponse<String> answer =
        send(
            post(INVOCATIONS.formatted("FoldFunction"), "{}")
                .header("X-Amz-Invocation-Type", "RequestResponse"));

    assertThat(answer.body()).contains("418");
  }

  @Test
  void shouldRefuseAPayloadThatIsNoJson() throws Exception {
    assertRefused(invoke("FoldFunction", "{\"name\":"), 400, "InvalidRequestContentException");
  }

  @Test
  void shouldRefuseAPayloadOfMoreThanSixMegabytes() throws Exception {
    String payload = "\"" + "a".repeat(LambdaFunction.PAYLOAD_LIMIT - 1) + "\"";

    assertRefused(invoke("FoldFunction", payload), 413, "RequestTooLargeException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/2015-03-31/functions/FoldFunction/invocations/more",
        "/2015-03-31/functions/FoldFunction",
        "/v1/2015-03-31/functions/FoldFunction/invocations"
      })
  void shouldLeaveOtherPathsToTheGateway(String path) throws Exception {
    assertThat(send(post(path, "{}")).body()).isEqualTo("by route");
    assertThat(send(request(path).GET()).body()).isEqualTo("by route");
  }

  @Test
  void shouldLeaveOtherMethodsToTheGateway() throws Exception {
    assertThat(send(request(INVOCATIONS.formatted("FoldFunction")).GET()).body())
        .isEqualTo("by route");
  }

  static List<Route> routes() {
    return RouteTable.ROUTES;
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldShadowNoRouteOfTheApi(Route route) {
    assertThat(route.path()).startsWith("/v1/");
  }

  @Test
  void shouldListenOnTheLoopbackInterfaceOnly() {
    assertThat(gateway.address().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String type)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
    assertThat(JSON.std.mapFrom(answer.body())).containsKey("Message");
  }

  private static HttpResponse<String> invoke(String name, String payload) throws Exception {
    return send(post(INVOCATIONS.formatted(name), payload));
  }

  private static HttpRequest.Builder post(String path, String payload) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(payload));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path))
        .timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
