package dev.seveneight.ingest;

import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file with what its columns mean, ready to be sent. Immutable.
 *
 * @param text the file
 * @param parameters the parameters of the request
 */
public record ImportedFile(String text, Map<String, String> parameters) {
  /** The sample: 30 answers about three bakeries. */
  static ImportedFile bakeries() {
    try (InputStream sample = ImportedFile.class.getResourceAsStream("/bakeries.csv")) {
      return ofText(new String(sample.readAllBytes(), StandardCharsets.UTF_8))
          .with("score", "How likely are you to recommend us? (0-10)")
          .with("person_external_id", "Visitor")
          .with("comment", "What could be better?")
          .with("created_at", "Answered")
          .with("time_format", "M/d/yyyy H:mm:ss");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of these lines. */
  public static ImportedFile of(String... lines) {
    return ofText(String.join("\n", lines) + "\n");
  }

  /** A file of this text. */
  static ImportedFile ofText(String text) {
    return new ImportedFile(text, Map.of());
  }

  /** A file of this machine. */
  static ImportedFile at(Path path) {
    try {
      return ofText(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This file with a parameter. */
  public ImportedFile with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new ImportedFile(text, more);
  }

  /** This file without a parameter. */
  ImportedFile without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(parameters);
    fewer.remove(name);
    return new ImportedFile(text, fewer);
  }

  /** Sends it. */
  public Answer sendTo(ApiClient api) {
    String query =
        parameters.entrySet().stream()
            .map(parameter -> escaped(parameter.getKey()) + "=" + escaped(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return api.withHeader("content-type", "text/csv").post("/v1/imports?" + query, text);
  }

  private static String escaped(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8);
  }
}
