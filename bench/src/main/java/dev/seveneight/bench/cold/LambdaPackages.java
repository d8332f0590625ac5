package dev.seveneight.bench.cold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes packages as {@code sam build} does: the compiled classes, and {@code lib/} with the jars
 * that Maven says they need at run time. Also fetches what the managed runtime adds: Lambda's
 * runtime client.
 */
final class LambdaPackages {
  static final Path FOLDER = Path.of("target", "cold").toAbsolutePath();
  private static final Path CLIENT = FOLDER.resolve("runtime-client");
  private static final String CLIENT_JAR = "aws-lambda-java-runtime-interface-client-";
  private static final Path CLASSES = Path.of("target", "classes");

  private LambdaPackages() {}

  /** The functions of this project. */
  static Path functions() {
    return packaged("functions", "pom.xml", CLASSES);
  }

  /** The functions written in the usual way. */
  static Path usual() {
    run("mvn", "-B", "-q", "-f", "bench/usual/pom.xml", "compile");
    return packaged("usual", "bench/usual/pom.xml", Path.of("bench", "usual", "target", "classes"));
  }

  /** A package as jars only, because the JVM makes an AOT cache of nothing else. */
  static List<Path> asJars(Path folder) {
    Path jar = fresh("class-path").resolve("classes.jar");
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(System.out, System.err, "--create", "--file=" + jar, "-C", CLASSES.toString(), ".");
    return Stream.concat(Stream.of(jar), jars(folder.resolve("lib")).stream()).toList();
  }

  /** A package with one class, which needs no other. */
  static Path only(Class<?> handler) throws IOException {
    Path folder = fresh(handler.getSimpleName());
    Path file = Path.of(handler.getName().replace('.', '/') + ".class");
    Files.createDirectories(folder.resolve(file).getParent());
    Files.copy(Path.of("target", "test-classes").resolve(file), folder.resolve(file));
    return folder;
  }

  /** The jars of the runtime client. */
  static List<Path> runtimeClient() {
    if (!Files.isDirectory(CLIENT)) {
      copyDependencies(".ci/runtime-client.xml", CLIENT);
    }
    return jars(CLIENT);
  }

  /** The native part of the runtime client, which Lambda has outside the jar. */
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

  private static Path packaged(String name, String project, Path classes) {
    Path folder = fresh(name);
    copyDependencies(project, folder.resolve("lib"));
    run("cp", "-R", classes + "/.", folder.toString());
    return folder;
  }

  /** The jars of a folder, in the order in which the runtime client searches them. */
  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path fresh(String name) {
    Path folder = FOLDER.resolve(name);
    run("rm", "-rf", folder.toString());
    run("mkdir", "-p", folder.toString());
    return folder;
  }

  private static void copyDependencies(String project, Path folder) {
    run(
        "mvn",
        "-B",
        "-q",
        "-f",
        project,
        "dependency:copy-dependencies",
        "-DincludeScope=runtime",
        "-DoutputDirectory=" + folder);
  }

  private static void run(String... command) {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
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
