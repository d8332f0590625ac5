package dev.seveneight.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.http.Admission;
import dev.seveneight.local.http.Gateway;
import dev.seveneight.local.http.HostNames;
import dev.seveneight.local.http.HttpPort;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More requests than are answered at the same time. */
@Timeout(60)
class GatewayBacklogTest {
  private static final Template TEMPLATE = SmallTemplate.read();
  private static final String UNAVAILABLE = "{\"message\":\"Service Unavailable\"}";
  private static final int PLACES = 2;
  private static final int WAITING = 3;

  /** May take a second, says the template. */
  private final RecordingFunction read = new RecordingFunction();

  /** May take seven. */
  private final RecordingFunction write = new RecordingFunction();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** As many invocations come to their end. */
  private final Semaphore ends = new Semaphore(0);

  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    start(Duration.ofSeconds(20));
    write.answer =
        (event, context) -> {
          ends.acquire();
          return "{\"statusCode\":200}";
        };
  }

  @AfterEach
  void stop() {
    ends.release(1_000);
    gateway.close();
  }

  @Test
  void shouldAnswerOnlySoManyAtTheSameTime() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    read.answer =
        (event, context) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          Thread.sleep(100);
          now.decrementAndGet();
          return "{\"statusCode\":200}";
        };

    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < PLACES + WAITING; i++) {
      all.add(send("GET", "/x"));
    }

    assertThat(all).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    assertThat(most).hasValue(PLACES);
  }

  @Test
  void shouldAnswerTheOthersInTheOrderInWhichTheyCame() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = fill();

    for (int begun = PLACES; begun < all.size(); begun++) {
      ends.release();
      awaitBegun(begun + 1);
    }
    ends.release(PLACES);

    assertThat(all).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    assertThat(write.events.stream().skip(PLACES).map(event -> event.get("rawPath")))
        .containsExactly("/2", "/3", "/4");
  }

  @Test
  void shouldRefuseAtOnceWhatMayNotWait() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = fill();

    HttpResponse<String> refused = send("GET", "/x").get(5, TimeUnit.SECONDS);

    assertUnavailable(refused);
    assertThat(all).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void shouldRefuseWhatHasWaitedForTooLong() throws Exception {
    gateway.close();
    start(Duration.ofSeconds(2));
    List<CompletableFuture<HttpResponse<String>>> all = fill();

    for (CompletableFuture<HttpResponse<String>> waited : all.subList(PLACES, all.size())) {
      assertUnavailable(waited.get(10, TimeUnit.SECONDS));
    }

    assertThat(write.events).hasSize(PLACES);
  }

  @Test
  void shouldNotCountTheWaitAsTheFunctionsTime() {
    read.answer =
        (event, context) -> {
          Thread.sleep(600);
          assertThat(context.getRemainingTimeInMillis()).isPositive();
          return "{\"statusCode\":200}";
        };

    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < PLACES + WAITING; i++) {
      all.add(send("GET", "/x"));
    }

    assertThat(all).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
  }

  @Test
  void shouldInvokeForAnOperatorAllTheSame() throws Exception {
    fill();

    HttpResponse<String> answer =
        send("POST", "/2015-03-31/functions/ReadFunction/invocations").get(5, TimeUnit.SECONDS);

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAnswerWhatIsUnderWayAndRefuseWhatWaitsWhenItCloses() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = fill();

    // Not in the common pool, which may have a single thread, and whose the client's answers are.
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(gateway::close, task -> new Thread(task).start());
    for (CompletableFuture<HttpResponse<String>> waited : all.subList(PLACES, all.size())) {
      assertUnavailable(waited.get(5, TimeUnit.SECONDS));
    }
    ends.release(PLACES);
    closed.get(5, TimeUnit.SECONDS);

    for (CompletableFuture<HttpResponse<String>> begun : all.subList(0, PLACES)) {
      assertThat(begun.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(write.events).hasSize(PLACES);
  }

  @Test
  void shouldCloseSoonThoughAFunctionHangs() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(PLACES);
    write.answer =
        (event, context) -> {
          try {
            Thread.sleep(60_000);
          } finally {
            interrupted.countDown();
          }
          return "";
        };
    List<CompletableFuture<HttpResponse<String>>> all = fill();

    Instant before = Instant.now();
    gateway.close();

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    for (CompletableFuture<HttpResponse<String>> dropped : all.subList(0, PLACES)) {
      assertThatThrownBy(() -> dropped.get(5, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
    }
  }

  private void start(Duration longestWait) throws IOException {
    gateway =
        new Gateway(
            HttpPort.bind(0),
            TEMPLATE.routes(),
            Map.of(
                "WriteFunction", new LambdaFunction(TEMPLATE.function("WriteFunction"), write),
                "ReadFunction", new LambdaFunction(TEMPLATE.function("ReadFunction"), read)),
            Duration.ofSeconds(20),
            new Admission(PLACES, WAITING, longestWait),
            HostNames.LOOPBACK);
    gateway.start();
  }

  /** Sends as many as are taken, one after the other, to the function that does not end. */
  private List<CompletableFuture<HttpResponse<String>>> fill() throws InterruptedException {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < PLACES + WAITING; i++) {
      all.add(send("POST", "/" + i));
      awaitInside(i + 1);
    }
    return all;
  }

  private void awaitInside(int count) throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(10);
    while (write.count() + gateway.waiting() < count) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(5);
    }
  }

  private void awaitBegun(int count) throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(10);
    while (write.count() < count) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(5);
    }
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo(UNAVAILABLE);
  }

  private CompletableFuture<HttpResponse<String>> send(String method, String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .build(),
        BodyHandlers.ofString());
  }
}
