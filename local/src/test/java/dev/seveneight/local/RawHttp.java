package dev.seveneight.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** HTTP by hand, for headers that the JDK's client sends in its own way. */
public final class RawHttp {
  private RawHttp() {}

  /** A reply. */
  public record Reply(int status, String text) {}

  /** Posts with these header lines and no others but the length, and reads the whole reply. */
  public static Reply post(int port, String path, List<String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(
                path,
                headers.stream().map(line -> line + "\r\n").reduce("", String::concat),
                bytes.length);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      request.writeBytes(bytes);
      socket.getOutputStream().write(request.toByteArray());
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).startsWith("HTTP/1.1 ");
      return new Reply(Integer.parseInt(text.substring(9, 12)), text);
    }
  }
}
