package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What docs/openapi.yaml says, as maps, lists and values. */
public final class OpenApiText {
  private static final Map<String, Object> TEXT = read(Path.of("docs/openapi.yaml"));

  private OpenApiText() {}

  /** What has members at the end of the keys. */
  public static Map<String, Object> map(String... keys) {
    return asMap(value(keys));
  }

  /** The texts in the list at the end of the keys. */
  static List<String> texts(String... keys) {
    Object list = value(keys);
    assertThat(list).isInstanceOf(List.class);
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  /** What lies at the end of the keys, which have to be there. */
  public static Object value(String... keys) {
    Object found = TEXT;
    for (String key : keys) {
      assertThat(asMap(found)).containsKey(key);
      found = asMap(found).get(key);
    }
    return found;
  }

  /** A value that has to have members. */
  @SuppressWarnings("unchecked") // YAML has other keys than strings, this file does not
  static Map<String, Object> asMap(Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<String, Object>) value;
  }

  private static Map<String, Object> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return asMap(new Load(LoadSettings.builder().build()).loadFromReader(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
