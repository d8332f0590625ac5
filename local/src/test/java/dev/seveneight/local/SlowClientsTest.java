package dev.seveneight.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.http.HttpPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that stop in the middle of a request are cut off, and keep no thread from the others. */
class SlowClientsTest {
  private static final Duration SILENCE = Duration.ofMillis(700);
  private static final String HALF_A_BODY =
      "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{\"half\":";

  private final List<Socket> open = new ArrayList<>();
  private HttpPort port;

  @BeforeEach
  void start() throws IOException {
    port = HttpPort.bind(0, SILENCE);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    port.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "POST /x HTTP/1.1\r\nHost: loc", HALF_A_BODY})
  void shouldCutOffAClientThatSendsHalfARequest(String half) throws Exception {
    port.start(exchange -> exchange.send(200, List.of(), new byte[0]));
    Socket slow = send(half);
    slow.setSoTimeout(10_000);

    String reply = readToTheEnd(slow);

    assertThat(reply).doesNotStartWith("HTTP/1.1 2").doesNotStartWith("HTTP/1.1 5");
  }

  @Test
  void shouldCutOffAClientThatSendsItsHeadersByteByByte() throws Exception {
    port.start(exchange -> exchange.send(200, List.of(), new byte[0]));

    Socket slow = send("POST /x HTTP/1.1\r\nHost: localhost\r\nX: ");

    assertThat(isCutOffWhileItSends(slow, "x")).isTrue();
  }

  @Test
  void shouldKeepAConnectionThatSendsManyRequests() throws Exception {
    port.start(exchange -> exchange.send(204, List.of(), new byte[0]));

    Socket busy = send("");

    assertThat(isCutOffWhileItSends(busy, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).isFalse();
  }

  /** Whether the server closes a connection over which a text is sent every 100 ms, within 5 s. */
  private static boolean isCutOffWhileItSends(Socket socket, String text) throws IOException {
    socket.setSoTimeout(100);
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    try {
      while (System.nanoTime() < end) {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        if (isAtItsEnd(socket)) {
          return true;
        }
      }
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** Reads for 100 ms. */
  private static boolean isAtItsEnd(Socket socket) throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        // A reply that nobody looks at.
      }
      return true;
    } catch (SocketTimeoutException nothingMore) {
      return false;
    }
  }

  @Test
  void shouldWaitForTenSecondsOutsideOfTests() {
    assertThat(HttpPort.LONGEST_SILENCE).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldKeepNoThreadForEachSlowClient() throws Exception {
    port.close();
    port = HttpPort.bind(0, Duration.ofSeconds(30));
    port.start(exchange -> exchange.send(200, List.of(), new byte[0]));
    long before = threads();
    for (int i = 0; i < 200; i++) {
      send(HALF_A_BODY);
    }

    assertThat(RawHttp.post(port.address().getPort(), "/", List.of("Host: localhost"), "").status())
        .isEqualTo(200);
    assertThat(threads()).isPositive().isLessThan(before + 20);
  }

  /** The client waits then, and not the server. */
  @Test
  void shouldNotCutOffAClientThatWaitsForItsReply() throws Exception {
    port.start(
        exchange -> {
          Thread.sleep(SILENCE.toMillis() * 3);
          exchange.send(200, List.of(), "late".getBytes(StandardCharsets.UTF_8));
        });

    RawHttp.Reply reply =
        RawHttp.post(port.address().getPort(), "/", List.of("Host: localhost"), "{}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).endsWith("late");
  }

  /** A reader that stops would otherwise keep the thread that writes. */
  @Test
  void shouldCutOffAClientThatDoesNotTakeItsReply() throws Exception {
    byte[] large = new byte[64 * 1024 * 1024];
    List<String> ends = new ArrayList<>();
    port.start(
        exchange -> {
          try {
            exchange.send(200, List.of(), large);
          } catch (IOException e) {
            synchronized (ends) {
              ends.add("cut off");
              ends.notifyAll();
            }
          }
        });
    send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

    synchronized (ends) {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (ends.isEmpty() && System.nanoTime() < end) {
        ends.wait(100);
      }
      assertThat(ends).containsExactly("cut off");
    }
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.address().getPort());
    open.add(socket);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static String readToTheEnd(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      return "";
    }
  }

  /** How many threads the port has, without those that the pool has spare for a while. */
  private static long threads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("gateway"))
        .filter(thread -> Stream.of(thread.getValue()).noneMatch(SlowClientsTest::isSpare))
        .count();
  }

  /** Jetty's pool waits here for work. */
  private static boolean isSpare(StackTraceElement frame) {
    return frame.getMethodName().equals("idleJobPoll");
  }
}
