package dev.seveneight.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.dependencies.DependencyPage.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/dependencies.md} to what the build resolves, and every dependency to the
 * licences that are allowed. {@code -Dwrite=true} writes the page.
 */
class DependenciesTest {
  private static final Path PAGE = Path.of("docs/dependencies.md");

  private final DependencyNotes notes = DependencyNotes.read();
  private final Jars shipped = Jars.of(Path.of("target/runtime-classpath"));
  private final Jars all = Jars.of(Path.of("target/test-classpath"));
  private final Set<Artifact> direct = BuildFile.direct();

  @Test
  void shouldListWhatTheBuildResolves() throws Exception {
    DependencyPage page = new DependencyPage(notes);
    page.table(
        "What ships", "In the package of the functions.", rows(shipped, shipped.artifacts()));
    page.table(
        "Tests and the local server",
        "On the class path of the tests, of the local server and of the benchmarks, in addition.",
        rows(all, all.without(shipped).keySet()));
    page.table("Build", "Maven's plugins, and what they run.", tools());
    page.table("Checks", "What `.ci/run` installs from PyPI.", pythonTools());

    if (Boolean.getBoolean("write")) {
      Files.writeString(PAGE, page.text());
    }
    assertThat(page.text())
        .as("docs/dependencies.md is stale; -Dwrite=true writes it")
        .isEqualTo(Files.readString(PAGE));
  }

  @Test
  void shouldShipNothingOfAnotherLicence() {
    assertThat(shipped.artifacts())
        .isNotEmpty()
        .allSatisfy(artifact -> assertThat(Licence.mayShip(licences(shipped, artifact))).isTrue());
  }

  @Test
  void shouldUseNothingOfAnotherLicence() {
    assertThat(all.artifacts())
        .hasSizeGreaterThan(shipped.artifacts().size())
        .allSatisfy(artifact -> assertThat(Licence.mayBeUsed(licences(all, artifact))).isTrue());
    assertThat(Stream.concat(tools().stream(), pythonTools().stream()))
        .isNotEmpty()
        .allSatisfy(tool -> assertThat(Licence.mayBeUsed(tool.licences())).isTrue());
  }

  @Test
  void shouldNoticeALicenceThatIsNotAllowed() {
    assertThat(Licence.mayShip(Set.of("MIT-0"))).isTrue();
    assertThat(Licence.mayShip(Set.of("GPL-2.0-only", "BSD-3-Clause"))).isTrue();
    assertThat(Licence.mayShip(Set.of("EPL-2.0"))).isFalse();
    assertThat(Licence.mayShip(Set.of("LGPL-2.1-only"))).isFalse();
    assertThat(Licence.mayShip(Set.of())).isFalse();
    assertThat(Licence.mayBeUsed(Set.of("EPL-2.0"))).isTrue();
    assertThat(Licence.mayBeUsed(Set.of("GPL-3.0-only"))).isFalse();
    assertThat(Licence.mayBeUsed(Set.of())).isFalse();
  }

  /** A note about something that is gone would mislead. */
  @Test
  void shouldNoteNothingThatIsNotThere() {
    Set<String> names = new TreeSet<>();
    all.artifacts().forEach(artifact -> names.add(artifact.toString()));
    BuildFile.tools().keySet().forEach(tool -> names.add(tool.toString()));
    names.addAll(BuildFile.pythonTools().keySet());

    assertThat(names).containsAll(notes.reasons().keySet());
    assertThat(names).containsAll(notes.licenceOf().keySet());
    assertThat(names).containsAll(notes.heldBack().keySet());
  }

  private List<Row> rows(Jars jars, Set<Artifact> artifacts) {
    List<Row> rows = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      rows.add(
          new Row(
              artifact.toString(),
              jars.version(artifact),
              licences(jars, artifact),
              why(artifact, jars)));
    }
    return rows;
  }

  private String why(Artifact artifact, Jars jars) {
    String name = artifact.toString();
    if (notes.reasons().containsKey(name)) {
      return notes.reasons().get(name);
    }
    Set<Artifact> users = new TreeSet<>(direct);
    if (jars == all) {
      // All that the others need is in the package.
      users.removeAll(shipped.artifacts());
    }
    users = jars.neededBy(artifact, users);
    assertThat(direct).as("a reason in dependencies.yaml").doesNotContain(artifact);
    assertThat(users).as("%s: a reason in dependencies.yaml", name).isNotEmpty();
    return users.stream()
        .map(each -> "`" + each.name() + "`")
        .collect(Collectors.joining(", ", "for ", ""));
  }

  private Set<String> licences(Jars jars, Artifact artifact) {
    return licences(artifact.toString(), jars.licences(artifact));
  }

  private Set<String> licences(String name, List<String> written) {
    Set<String> licences = new TreeSet<>();
    for (String licence : written) {
      assertThat(notes.licences()).as("licence of " + name).containsKey(licence);
      licences.add(notes.licences().get(licence));
    }
    return licences;
  }

  /**
   * A build need not have resolved every tool, so its licence is noted, and compared where it can
   * be.
   *
   * @param written the names of its licences, if Maven has resolved it
   */
  private Set<String> licencesOfTool(String name, List<String> written) {
    assertThat(notes.licenceOf()).containsKey(name);
    String noted = notes.licenceOf().get(name);
    if (!written.isEmpty()) {
      assertThat(licences(name, written)).contains(noted);
    }
    return Set.of(noted);
  }

  private List<Row> tools() {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Artifact, String> tool : BuildFile.tools().entrySet()) {
      String name = tool.getKey().toString();
      rows.add(
          new Row(
              name,
              tool.getValue(),
              licencesOfTool(name, all.licences(tool.getKey(), tool.getValue())),
              reason(name)));
    }
    return rows;
  }

  private List<Row> pythonTools() {
    List<Row> rows = new ArrayList<>();
    BuildFile.pythonTools()
        .forEach(
            (name, version) ->
                rows.add(new Row(name, version, licencesOfTool(name, List.of()), reason(name))));
    return rows;
  }

  private String reason(String name) {
    assertThat(notes.reasons()).containsKey(name);
    return notes.reasons().get(name);
  }
}
