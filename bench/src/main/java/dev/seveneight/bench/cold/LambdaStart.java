package dev.seveneight.bench.cold;

import dev.seveneight.bench.cold.RuntimeApi.Said;
import dev.seveneight.bench.cold.RuntimeApi.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a function as Lambda does, in its own process, and calls it. */
final class LambdaStart implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Contestant contestant;
  private final RuntimeApi api = new RuntimeApi();
  private final Path output;
  private final Process process;
  private final long started;

  LambdaStart(LambdaJvm jvm, Contestant contestant, List<String> extraFlags) {
    this.contestant = contestant;
    try {
      this.output = Files.createTempFile("function", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(jvm.command(contestant, extraFlags))
              .directory(contestant.folder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().clear();
      builder.environment().putAll(jvm.environment(contestant, api.address()));
      this.started = System.nanoTime();
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a report; returns the milliseconds since the process was started. */
  double await(Word word) {
    return (said(word).nanos() - started) / 1e6;
  }

  /** Calls the function, which has to be ready; returns the milliseconds until its reply. */
  double call() {
    long handedOver = api.handOver(contestant.event());
    Said reply = said(Word.ANSWER);
    if (!reply.body().contains(contestant.reply())) {
      throw failure("replied " + reply.body());
    }
    return (reply.nanos() - handedOver) / 1e6;
  }

  /** The processor time that the process has used, in milliseconds. */
  double processorTime() {
    return process.info().totalCpuDuration().orElseThrow().toMillis();
  }

  private Said said(Word word) {
    try {
      return api.await(word);
    } catch (IllegalStateException e) {
      throw failure(e.getMessage());
    }
  }

  private IllegalStateException failure(String what) {
    try {
      return new IllegalStateException(
          contestant.name() + ": " + what + "\n" + Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process normally, so that it can write its cache. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.delete(output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      api.close();
    }
  }
}
