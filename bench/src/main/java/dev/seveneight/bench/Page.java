package dev.seveneight.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation with a part, between two markers, that a program writes. */
final class Page {
  private static final String BEGIN = "<!-- measured: begin -->\n";
  private static final String END = "<!-- measured: end -->";

  private final Path file;

  Page(String file) {
    this.file = Path.of(file);
  }

  /** Whether the page says what was measured. */
  boolean says(String measured) {
    return between(read()).strip().equals(measured.strip());
  }

  /** Puts what was measured into the page. */
  void write(String measured) {
    String text = read();
    String written =
        text.substring(0, start(text))
            + "\n"
            + measured.strip()
            + "\n\n"
            + text.substring(end(text));
    try {
      Files.writeString(file, written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String between(String text) {
    return text.substring(start(text), end(text));
  }

  private int start(String text) {
    return place(text, BEGIN) + BEGIN.length();
  }

  private int end(String text) {
    return place(text, END);
  }

  private int place(String text, String marker) {
    int place = text.indexOf(marker);
    if (place < 0) {
      throw new IllegalStateException(file + " has no " + marker.strip());
    }
    return place;
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
