package dev.seveneight.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the JDK that Lambda's runtime java25 is made of. */
final class Jdk25 {
  private static final List<String> VARIABLES =
      List.of("JDK25_HOME", "JAVA_HOME_25_X64", "JAVA_HOME");
  private static final List<String> FOLDERS =
      List.of("/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines");

  private Jdk25() {}

  /**
   * Its home: what the environment says, else what lies where JDKs usually lie.
   *
   * @throws IllegalStateException if there is none
   */
  static Path home() {
    List<Path> candidates = new ArrayList<>();
    VARIABLES.stream()
        .map(System::getenv)
        .filter(Objects::nonNull)
        .map(Path::of)
        .forEach(candidates::add);
    candidates.add(Path.of(System.getProperty("java.home")));
    for (String folder : FOLDERS) {
      children(Path.of(folder))
          .forEach(child -> candidates.addAll(List.of(child, child.resolve("Contents/Home"))));
    }
    return candidates.stream()
        .filter(Jdk25::is25)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no JDK 25 found; name its home in JDK25_HOME"));
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every JDK has a file that says which one it is. */
  private static boolean is25(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isRegularFile(release)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(release)) {
      return lines.anyMatch(line -> line.matches("JAVA_VERSION=\"25([.\"].*)?"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
