package dev.seveneight.ingest.imports.csv;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The character between two values of a row. */
public enum Delimiter {
  COMMA(','),
  SEMICOLON(';'),
  TAB('\t'),
  PIPE('|');

  private final char character;

  Delimiter(char character) {
    this.character = character;
  }

  /** Returns the name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  char character() {
    return character;
  }

  /** Returns the delimiter with this name or character. */
  public static Optional<Delimiter> of(String text) {
    return Arrays.stream(values())
        .filter(
            delimiter ->
                delimiter.apiName().equalsIgnoreCase(text)
                    || text.equals(String.valueOf(delimiter.character)))
        .findFirst();
  }
}
