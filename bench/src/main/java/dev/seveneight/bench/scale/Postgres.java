package dev.seveneight.bench.scale;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A session on a PostgreSQL cluster of its own, with default settings, which Debian's {@code
 * pg_virtualenv} makes and removes.
 */
final class Postgres implements AutoCloseable {
  /** Debian installs each version here. */
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private static final String END = "end of reply";

  private final Process session;
  private final BufferedWriter input;
  private final BufferedReader output;

  private Postgres(String version) {
    try {
      session =
          new ProcessBuilder(
                  "pg_virtualenv",
                  "-v",
                  version,
                  "-c",
                  "--locale=C --encoding=UTF8",
                  "psql",
                  "-XqAt",
                  "--set=ON_ERROR_STOP=1")
              .directory(new File(System.getProperty("java.io.tmpdir")))
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    input = session.outputWriter(StandardCharsets.UTF_8);
    output = session.inputReader(StandardCharsets.UTF_8);
    // The program also prints what it does.
    ask("SELECT 1");
  }

  /** Something that writes rows. */
  interface Rows {
    /** Writes each row as a line. */
    void write(Writer to) throws IOException;
  }

  /** Starts the newest version; empty if PostgreSQL is not installed. */
  static Optional<Postgres> start() {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
          .map(version -> version.getFileName().toString())
          .max(Comparator.comparingInt(Integer::parseInt))
          .map(Postgres::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Name and version, as the server gives them. */
  String version() {
    return "PostgreSQL " + ask("SHOW server_version").get(0);
  }

  /** Sends a statement; returns the rows of its result, with bars between their columns. */
  List<String> ask(String statement) {
    try {
      input.write(statement + ";\n\\echo " + END + "\n");
      input.flush();
      List<String> lines = new ArrayList<>();
      for (String line = output.readLine(); !END.equals(line); line = output.readLine()) {
        if (line == null) {
          throw new IllegalStateException(statement + " failed: " + lines);
        }
        lines.add(line);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a {@code COPY ... FROM STDIN} and its rows. */
  void copy(String statement, Rows rows) {
    try {
      input.write(statement + ";\n");
      rows.write(input);
      input.write("\\.\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      input.close();
      session.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
