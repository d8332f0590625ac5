package dev.seveneight.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lays packages out as {@code sam build} leaves them: the compiled classes, and {@code lib/} with
 * the jars that Maven says they need at run time. Beside them stands what the managed runtime
 * brings along: Lambda's own runtime client.
 */
final class LambdaPackages {
  private static final Path FOLDER = Path.of("target", "cold").toAbsolutePath();
  private static final Path CLIENT = FOLDER.resolve("runtime-client");
  private static final String CLIENT_JAR = "aws-lambda-java-runtime-interface-client-";

  private LambdaPackages() {}

  /** The functions of this project. */
  static Path functions() {
    Path folder = fresh("functions");
    copyDependencies(Path.of("pom.xml"), folder.resolve("lib"), "-DincludeScope=runtime");
    copy(Path.of("target", "classes"), folder);
    return folder;
  }

  /** The usual way. */
  static Path usual() {
    Path folder = fresh("usual");
    Path project = Path.of("bench", "usual");
    maven(project.resolve("pom.xml"), List.of("compile"));
    copyDependencies(project.resolve("pom.xml"), folder.resolve("lib"), "-DincludeScope=runtime");
    copy(project.resolve(Path.of("target", "classes")), folder);
    return folder;
  }

  /** A package as jars only, of which alone the JVM makes a cache. */
  static List<Path> onClassPath(Path folder) {
    Path classes = fresh("class-path").resolve("classes.jar");
    try {
      Files.createDirectories(classes.getParent());
      try (FileSystem jar = FileSystems.newFileSystem(classes, Map.of("create", "true"))) {
        copy(Path.of("target", "classes"), jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Stream.concat(Stream.of(classes), jars(folder.resolve("lib")).stream()).toList();
  }

  /** Where a cache is written. */
  static Path cache(String name) {
    return FOLDER.resolve(name + ".aot");
  }

  /** A package with one class, which needs nothing. */
  static Path only(Class<?> handler) {
    Path folder = fresh(handler.getSimpleName());
    Path file = Path.of(handler.getName().replace('.', '/') + ".class");
    try {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.copy(Path.of("target", "test-classes").resolve(file), folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** The jars of the runtime client. */
  static List<Path> runtimeClient() {
    if (!Files.isDirectory(CLIENT)) {
      copyDependencies(Path.of(".ci", "runtime-client.xml"), CLIENT);
    }
    return jars(CLIENT);
  }

  /** The part of the runtime client that is not Java, which lies ready on Lambda. */
  static Path nativeClient() {
    Path jar =
        jars(CLIENT).stream()
            .filter(each -> each.getFileName().toString().startsWith(CLIENT_JAR))
            .findFirst()
            .orElseThrow();
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    Path library = FOLDER.resolve("libaws-lambda-jni.so");
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Files.copy(
          inside.getPath("jni", "libaws-lambda-jni.linux-" + machine + ".so"),
          library,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return library;
  }

  /** The jars of a folder, in the order in which the runtime client searches them. */
  static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path fresh(String name) {
    Path folder = FOLDER.resolve(name);
    delete(folder);
    return folder;
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyDependencies(Path project, Path folder, String... options) {
    List<String> arguments = new ArrayList<>(List.of("dependency:copy-dependencies"));
    arguments.add("-DoutputDirectory=" + folder);
    arguments.addAll(List.of(options));
    maven(project, arguments);
  }

  private static void maven(Path project, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-f", project.toString()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("failed: " + String.join(" ", command));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
