package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a function ships with, as {@code sam build} lays it out: the classes, and the jars that it
 * needs at run time. All of it is fetched before a function can start, so it has a budget.
 */
class PackageSizeTest {
  private static final long BUDGET_BYTES = 15_000_000;
  private static final Path CLASSES = Path.of("target", "classes");

  /** Maven writes it before the tests: the jars that ship, as a class path. */
  private static final Path RUNTIME_JARS = Path.of("target", "runtime-classpath");

  /** A function writes through one HTTP client, and nothing of the tests ships. */
  private static final List<String> NEVER =
      List.of("netty", "apache-client", "apache5-client", "aws-crt", "junit", "DynamoDBLocal");

  @Test
  void shouldStayWithinTheBudget() throws IOException {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("our classes", sizeOf(CLASSES));
    jars().forEach(jar -> parts.put(jar.getFileName().toString(), sizeOf(jar)));
    long sum = parts.values().stream().mapToLong(Long::longValue).sum();

    System.out.println(table(parts, sum));

    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(sum).isLessThanOrEqualTo(BUDGET_BYTES);
  }

  @Test
  void shouldShipOneHttpClientAndNothingOfTheTests() throws IOException {
    assertThat(jars().map(jar -> jar.getFileName().toString()))
        .anyMatch(name -> name.startsWith("url-connection-client"))
        .noneMatch(name -> NEVER.stream().anyMatch(name::contains));
  }

  private static Stream<Path> jars() throws IOException {
    String jars = Files.readString(RUNTIME_JARS).strip();
    return Stream.of(jars.split(File.pathSeparator, -1)).map(Path::of);
  }

  private static String table(Map<String, Long> parts, long sum) {
    StringBuilder table = new StringBuilder("What a function ships with, in kB:\n");
    parts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(part -> table.append(line(part.getValue(), part.getKey())));
    return table.append(line(sum, "all")).append(line(BUDGET_BYTES, "the budget")).toString();
  }

  private static String line(long bytes, String what) {
    return String.format(Locale.ROOT, "%,8d  %s%n", bytes / 1000, what);
  }

  private static long sizeOf(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
