package dev.seveneight.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.console.LocalStartException;
import dev.seveneight.local.http.Gateway;
import dev.seveneight.testing.StoreInterference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSystemTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;
  private Path template;

  @BeforeEach
  void writeTemplate() throws Exception {
    template =
        Files.writeString(
            folder.resolve("template.yaml"),
            SmallTemplate.TEXT.replace("RecordingFunction", "ThingsFunction"));
  }

  @Test
  void shouldTakeARequestThroughTheFunctionTheStoreAndTheStream() throws Exception {
    try (LocalSystem system = start(LocalSettings.IN_MEMORY)) {
      assertThat(send(system, "POST", "/a").body()).isEqualTo("put by " + system.url());

      awaitAnswer(system, "/a", "folded");
    }
  }

  @Test
  void shouldTellFunctionsTheAddressInFrontOfIt() throws Exception {
    LocalSettings settings = LocalSettings.IN_MEMORY.withPublicUrl("https://localhost:3443");
    try (LocalSystem system = start(settings)) {
      assertThat(send(system, "POST", "/a").body()).isEqualTo("put by https://localhost:3443");
    }
  }

  @Test
  void shouldKeepItemsAndPositionsInAFolder() throws Exception {
    LocalSettings data = LocalSettings.IN_MEMORY.withFolder(folder.resolve("data"));
    try (LocalSystem system = start(data)) {
      send(system, "POST", "/a");
      awaitAnswer(system, "/a", "folded");
    }

    try (LocalSystem system = start(data)) {
      assertThat(send(system, "GET", "/a").body()).isEqualTo("folded");
      send(system, "POST", "/b");
      awaitAnswer(system, "/b", "folded");
    }
  }

  @Test
  void shouldEndSoonAndFreeThePort() throws Exception {
    LocalSystem system = start(LocalSettings.IN_MEMORY.withDynamo(loopback(0)));
    int port = URI.create(system.url()).getPort();
    assertThat(system.dynamoUrl()).isPresent();

    Instant before = Instant.now();
    system.close();

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
    start(LocalSettings.IN_MEMORY.withPort(port)).close();
  }

  @Test
  void shouldSayWhetherOtherMachinesReachTheStore() throws Exception {
    InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
    try (LocalSystem open = start(LocalSettings.IN_MEMORY.withDynamo(everywhere));
        LocalSystem closed = start(LocalSettings.IN_MEMORY.withDynamo(loopback(0)));
        LocalSystem none = start(LocalSettings.IN_MEMORY)) {
      assertThat(Banner.of(open.url(), open.dynamoUrl(), open.dynamoIsOpen()))
          .contains("WARNING", "--endpoint-url http://localhost:");
      assertThat(Banner.of(closed.url(), closed.dynamoUrl(), closed.dynamoIsOpen()))
          .contains("--endpoint-url http://localhost:")
          .doesNotContain("WARNING");
      assertThat(Banner.of(none.url(), none.dynamoUrl(), none.dynamoIsOpen()))
          .doesNotContain("WARNING", "--endpoint-url");
    }
  }

  @Test
  void shouldEndSoonUnderABacklog() throws Exception {
    CountDownLatch busy = new CountDownLatch(Gateway.MOST_AT_ONCE);
    StoreInterference slow =
        (request, sender) -> {
          busy.countDown();
          while (!Thread.currentThread().isInterrupted()) {
            sender.send();
          }
          return sender.send();
        };
    LocalSystem system = LocalSystem.start(template, (function, client) -> slow.before(client));
    int port = URI.create(system.url()).getPort();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(CLIENT.sendAsync(request(system, "POST", "/a"), BodyHandlers.ofString()));
    }
    busy.await();

    Instant before = Instant.now();
    system.close();

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(answers.stream().filter(LocalSystemTest::wasRefused))
        .hasSizeGreaterThan(answers.size() / 2);
    start(LocalSettings.IN_MEMORY.withPort(port)).close();
  }

  @Test
  void shouldSayThatAPortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> start(LocalSettings.IN_MEMORY.withPort(port)))
          .isInstanceOf(LocalStartException.class)
          .hasMessageStartingWith("Port " + port + " is in use.");
      assertThatThrownBy(() -> start(LocalSettings.IN_MEMORY.withDynamo(loopback(port))))
          .isInstanceOf(LocalStartException.class)
          .hasMessageStartingWith("The store cannot be offered on port " + port);
    }
  }

  @Test
  void shouldSayThatAFolderIsInUse() throws Exception {
    LocalSettings data = LocalSettings.IN_MEMORY.withFolder(folder.resolve("data"));
    try (LocalSystem system = start(data)) {
      assertThat(system.url()).startsWith("http://localhost:");
      assertThatThrownBy(() -> start(data))
          .isInstanceOf(LocalStartException.class)
          .hasMessageContaining("Another process uses");
    }
  }

  private LocalSystem start(LocalSettings settings) throws LocalStartException {
    return LocalSystem.start(template, settings, (store, read) -> {});
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static void awaitAnswer(LocalSystem system, String path, String body) throws Exception {
    Instant deadline = Instant.now().plusSeconds(10);
    String last = "";
    while (!last.equals(body)) {
      assertThat(Instant.now()).as("last answer: %s", last).isBefore(deadline);
      last = send(system, "GET", path).body();
    }
  }

  private static HttpResponse<String> send(LocalSystem system, String method, String path)
      throws Exception {
    return CLIENT.send(request(system, method, path), BodyHandlers.ofString());
  }

  private static HttpRequest request(LocalSystem system, String method, String path) {
    return HttpRequest.newBuilder(URI.create(system.url() + path))
        .method(method, BodyPublishers.noBody())
        .timeout(Duration.ofSeconds(10))
        .build();
  }

  /** Whether the gateway has said that it is not for this one, and has not dropped it. */
  private static boolean wasRefused(CompletableFuture<HttpResponse<String>> answer) {
    try {
      return answer.join().statusCode() == 503;
    } catch (CompletionException e) {
      return false;
    }
  }
}
