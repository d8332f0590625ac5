package dev.seveneight.ingest.imports;

import dev.seveneight.ingest.imports.csv.CsvText;
import dev.seveneight.ingest.imports.csv.Delimiter;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.Parameters;
import java.util.List;
import java.util.Optional;

/** Reads a parameter that is a list. It is a line of CSV, so a word with a comma is in quotes. */
final class WordList {
  private WordList() {}

  /** Parses the parameter. Adds a field error if it is invalid. */
  static Optional<List<String>> read(Parameters parameters, String name) {
    Optional<String> line = parameters.text(name);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          // A name may have line breaks, like the header of a file.
          CsvText.rows(line.get().replaceAll("[\\r\\n\\t]", " "), Delimiter.COMMA).stream()
              .flatMap(row -> row.cells().stream())
              .map(PlainText::line)
              .toList());
    } catch (CsvText.MalformedException e) {
      parameters.reject(name, Rule.FORMAT, "a line of CSV: a,b,\"c, d\"");
      return Optional.of(List.of());
    }
  }
}
