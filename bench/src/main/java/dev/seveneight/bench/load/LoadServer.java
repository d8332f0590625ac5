package dev.seveneight.bench.load;

import dev.seveneight.bench.system.OwnJvm;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The local server in its own process. It keeps everything in memory. */
final class LoadServer implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("http://localhost:[0-9]+");
  private static final Pattern HEAP = Pattern.compile(ServedLocally.HEAP + "([0-9]+)");

  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final String url;

  /** Starts it. */
  LoadServer() {
    try {
      process = OwnJvm.of(List.of("-Dport=0", "-Xmx1g"), ServedLocally.class).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output = process.inputReader(StandardCharsets.UTF_8);
    input = process.outputWriter(StandardCharsets.UTF_8);
    url = next(URL).group();
  }

  /** The address of the API. */
  String url() {
    return url;
  }

  /** The bytes of heap in use after a collection. */
  synchronized long heap() {
    try {
      input.write('\n');
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Long.parseLong(next(HEAP).group(1));
  }

  /**
   * Ends it as Ctrl-C does.
   *
   * @throws IllegalStateException if it does not end within {@link #LONGEST_END}
   */
  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the local server does not end when it is told to", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  private Matcher next(Pattern pattern) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher found = pattern.matcher(line);
        if (found.find()) {
          return found;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the local server has ended");
  }
}
