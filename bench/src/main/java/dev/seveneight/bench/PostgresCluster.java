package dev.seveneight.bench;

import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
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
 * A PostgreSQL cluster of its own, with the settings that it comes with: in a folder that is gone
 * in the end, behind a socket in that folder and no port. PostgreSQL does not run as root; then it
 * runs as the user that Debian's package makes.
 */
final class PostgresCluster implements AutoCloseable {
  /** Where Debian puts each version. */
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private static final String SERVER_USER = "postgres";

  private final Path programs;
  private final Path folder;

  private PostgresCluster(Path programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  /** Something that writes rows. */
  interface Rows {
    /** Writes all of them, a line each. */
    void write(Writer to) throws IOException;
  }

  /** Starts a cluster; empty if PostgreSQL is not installed. */
  static Optional<PostgresCluster> start() {
    Optional<Path> programs = newestPrograms();
    if (programs.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path folder = Files.createTempDirectory("scale-");
      if (isRoot()) {
        Files.setOwner(
            folder,
            folder
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(SERVER_USER));
      }
      PostgresCluster cluster = new PostgresCluster(programs.get(), folder);
      cluster.asServer(
          "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "-D", cluster.data());
      cluster.asServer(
          "pg_ctl",
          "--wait",
          "-D",
          cluster.data(),
          "-l",
          folder.resolve("log").toString(),
          "-o",
          "-c listen_addresses='' -c unix_socket_directories='" + folder + "'",
          "start");
      return Optional.of(cluster);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the server says that it is. */
  String version() {
    return "PostgreSQL " + ask("SHOW server_version").get(0);
  }

  /** Sends a statement; the rows of its answer, their columns parted by a bar. */
  List<String> ask(String statement) {
    return run(psql(statement), to -> {}).lines().toList();
  }

  /** Sends a {@code COPY ... FROM STDIN} and its rows. */
  void copy(String statement, Rows rows) {
    run(psql(statement), rows);
  }

  @Override
  public void close() {
    asServer("pg_ctl", "--wait", "--mode=immediate", "-D", data(), "stop");
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private List<String> psql(String statement) {
    return List.of(
        programs.resolve("psql").toString(),
        "--no-psqlrc",
        "--quiet",
        "--tuples-only",
        "--no-align",
        "--set=ON_ERROR_STOP=1",
        "--host=" + folder,
        "--username=" + (isRoot() ? SERVER_USER : System.getProperty("user.name")),
        "--dbname=postgres",
        "--command=" + statement);
  }

  private void asServer(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", SERVER_USER, "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command, to -> {});
  }

  /** What a program writes to its standard output. */
  private String run(List<String> command, Rows input) {
    try {
      Path output = Files.createTempFile("scale-", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(new File(folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (Writer to =
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
          input.write(to);
        }
        int code = process.waitFor();
        String written = Files.readString(output);
        if (code != 0) {
          throw new IllegalStateException(command + " ended with " + code + ": " + written);
        }
        return written;
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Optional<Path> newestPrograms() {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin").resolve("initdb")))
          .filter(version -> Files.isExecutable(version.resolve("bin").resolve("psql")))
          .max(
              Comparator.comparingInt(
                  version -> Integer.parseInt(version.getFileName().toString())))
          .map(version -> version.resolve("bin"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
