package dev.seveneight.bench;

import dev.seveneight.bench.RuntimeApi.Said;
import dev.seveneight.bench.RuntimeApi.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a function as Lambda does, in a process of its own, and calls it. */
final class LambdaStart implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final ColdContestant contestant;
  private final RuntimeApi api = new RuntimeApi();
  private final Path output;
  private final Process process;
  private final long started;

  LambdaStart(LambdaJvm jvm, ColdContestant contestant, StandInStore store, List<String> extra) {
    this.contestant = contestant;
    List<String> flags = new ArrayList<>(contestant.flags());
    flags.addAll(extra);
    try {
      this.output = Files.createTempFile("function", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(jvm.command(contestant, flags))
              .directory(contestant.folder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment(store));
      this.started = System.nanoTime();
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment(StandInStore store) {
    return Map.ofEntries(
        Map.entry("AWS_LAMBDA_RUNTIME_API", api.address()),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"),
        Map.entry("AWS_LAMBDA_LOG_FORMAT", "JSON"),
        Map.entry(
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            contestant.isSnapStart() ? "snap-start" : "on-demand"),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
        Map.entry("AWS_REGION", "us-east-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "secret"),
        Map.entry("AWS_SESSION_TOKEN", "token"),
        Map.entry("AWS_ENDPOINT_URL_DYNAMODB", store.url()),
        Map.entry("LEDGER_TABLE", "LedgerTable"),
        Map.entry("TALLY_TABLE", "TallyTable"),
        Map.entry("PROJECT_TABLE", "ProjectTable"),
        Map.entry("PUBLIC_URL", ""),
        Map.entry("LANG", "en_US.UTF-8"),
        Map.entry("TZ", ":UTC"));
  }

  /** Waits for a word; tells how many milliseconds after the process was started it came. */
  double await(Word word) {
    return sinceStart(said(word));
  }

  /** Calls the function, which has to be ready; tells how long its answer took. */
  double call() {
    long handedOver = api.handOver(contestant.event());
    Said answer = said(Word.ANSWER);
    if (!answer.body().contains(contestant.answer())) {
      throw failure("answered " + answer.body());
    }
    return (answer.nanos() - handedOver) / 1e6;
  }

  /** How much of the processors' time the process has used, in milliseconds. */
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

  private double sinceStart(Said said) {
    return (said.nanos() - started) / 1e6;
  }

  private IllegalStateException failure(String what) {
    try {
      return new IllegalStateException(
          contestant.name() + ": " + what + "\n" + Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process in good order, so that it can write what it writes at its end. */
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
