package dev.seveneight.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What no file of Maven's says of the dependencies: why they are there.
 *
 * @param reasons why something is there, by its name
 * @param licences the SPDX id of a licence, by the name that files of Maven give it
 * @param licenceOf the SPDX id of a licence, by the name of what has it; for what Maven does not
 *     resolve, or what says nothing of its licence
 * @param heldBack why something is not at its newest version, by its name
 */
record DependencyNotes(
    Map<String, String> reasons,
    Map<String, String> licences,
    Map<String, String> licenceOf,
    Map<String, String> heldBack) {
  private static final Path FILE = Path.of("functions/shared/src/test/resources/dependencies.yaml");

  static DependencyNotes read() {
    try (Reader reader = Files.newBufferedReader(FILE)) {
      Map<?, ?> sections =
          (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromReader(reader);
      assertThat(sections.keySet())
          .isEqualTo(Set.of("reasons", "licences", "licence_of", "held_back"));
      return new DependencyNotes(
          section(sections, "reasons"),
          section(sections, "licences"),
          section(sections, "licence_of"),
          section(sections, "held_back"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> section(Map<?, ?> sections, String name) {
    Map<String, String> texts = new TreeMap<>();
    ((Map<?, ?>) sections.get(name))
        .forEach((key, value) -> texts.put((String) key, (String) value));
    return texts;
  }
}
