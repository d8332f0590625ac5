package dev.seveneight.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runner says, in one line, when it cannot start; it ends with a status that is not 0. */
class LocalTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void shouldSayThatThereIsNoTemplate() throws Exception {
    assertFails(run(folder), "There is no " + folder.resolve("template.yaml"));
  }

  @Test
  void shouldSayThatTheTemplateCannotBeRead() throws Exception {
    Files.writeString(folder.resolve("template.yaml"), "Resources: [\n  a: b\n");

    assertFails(run(folder), "template.yaml is no YAML");
  }

  @Test
  void shouldSayThatThePositionsCannotBeRead() throws Exception {
    Path positions = Files.writeString(folder.resolve("AggregateFunction.json"), "nonsense");

    assertFails(run(PROJECT, "-Ddata=" + folder), "The file " + positions);
  }

  @Test
  void shouldSayThatTheDataCannotBeRead() throws Exception {
    Files.writeString(folder.resolve("dynamodb.db"), "nonsense".repeat(1_000));

    assertFails(run(PROJECT, "-Ddata=" + folder), folder.resolve("dynamodb.db") + " is not usable");
  }

  @Test
  void shouldSayThatTheFolderForTheDataIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertFails(run(PROJECT, "-Ddata=" + file), "The folder " + file + " cannot be used");
  }

  @Test
  void shouldSayThatAHostIsNoName() throws Exception {
    assertFails(run(PROJECT, "-Dhosts=http://nps.test"), "-Dhosts has to be names");
  }

  @Test
  void shouldSayThatALogLevelIsUnknown() throws Exception {
    assertFails(run(PROJECT, "-DlogLevel=verbose"), "-DlogLevel has to be TRACE,");
  }

  private record Ended(int status, List<String> lines) {}

  private static void assertFails(Ended ended, String line) {
    assertThat(ended.lines()).hasSize(1);
    assertThat(ended.lines().get(0)).startsWith(line);
    assertThat(ended.status()).isEqualTo(1);
  }

  private Ended run(Path workingFolder, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dport=0"));
    command.addAll(List.of(options));
    command.addAll(List.of("-classpath", absolute(System.getProperty("java.class.path"))));
    command.add(Local.class.getName());
    Path output = Files.createTempFile("local", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(workingFolder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    Files.delete(output);
    return new Ended(process.exitValue(), lines);
  }

  private static String absolute(String classPath) {
    List<String> parts = new ArrayList<>();
    for (String part : classPath.split(System.getProperty("path.separator"), -1)) {
      parts.add(PROJECT.resolve(part).toString());
    }
    return String.join(System.getProperty("path.separator"), parts);
  }
}
