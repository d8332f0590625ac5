package dev.seveneight.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.metrics.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java process that has done what a function does on Lambda, with Lambda's environment variables
 * and nothing loaded before: what it printed, and which classes it loaded.
 *
 * @param output the lines of its standard output
 * @param loaded the names of the classes
 */
public record LambdaProcess(List<String> output, Set<String> loaded) {
  private static final String FUNCTION_NAME = "stack-AggregateFunction-1";

  /** A process in which a handler was made and, if there is an event, called with it. */
  public static LambdaProcess calling(
      String handler, Map<String, String> environment, Path... events) {
    List<String> arguments = new ArrayList<>(List.of(handler));
    Stream.of(events).map(Path::toString).forEach(arguments::add);
    return run(arguments, environment);
  }

  /** A process in which a deployment published that three records were taken. */
  public static LambdaProcess publishing() {
    return run(List.of(), Map.of());
  }

  /** The classes whose names begin so. */
  public Set<String> loadedOf(String beginning) {
    return loaded.stream().filter(name -> name.startsWith(beginning)).collect(Collectors.toSet());
  }

  private static LambdaProcess run(List<String> arguments, Map<String, String> environment) {
    try {
      Path classes = Files.createTempFile("classes", ".log");
      Path output = Files.createTempFile("output", ".log");
      try {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xlog:class+load:file=" + classes + ":none");
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.add(LambdaProcess.class.getName());
        command.addAll(arguments);
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        builder.environment().put("AWS_REGION", "us-east-1");
        builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", FUNCTION_NAME);
        await(builder.start());
        return new LambdaProcess(Files.readAllLines(output), namesIn(classes));
      } finally {
        Files.delete(classes);
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the process did not end within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("the process ended with " + process.exitValue());
    }
  }

  /** The JVM writes a line for each class: its name, and where it is from. */
  private static Set<String> namesIn(Path classes) throws IOException {
    return Files.readAllLines(classes).stream()
        .map(line -> line.split(" ", 2)[0])
        .collect(Collectors.toSet());
  }

  /**
   * What runs in the process. The arguments are a handler and the files of its events; without any
   * it publishes.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      Deployment.onLambda().metrics().publish(Map.of(Metric.RECORDS_TAKEN, 3L));
      return;
    }
    RequestStreamHandler handler =
        Class.forName(arguments[0])
            .asSubclass(RequestStreamHandler.class)
            .getDeclaredConstructor()
            .newInstance();
    for (String event : List.of(arguments).subList(1, arguments.length)) {
      System.out.println(new TestInvocation().call(handler, Files.readString(Path.of(event))));
    }
  }
}
