package dev.seveneight.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation with parts, each between two markers, that programs write. */
final class Page {
  private final Path file;
  private final String begin;
  private final String end;

  /**
   * A part of a page.
   *
   * @param what the name of what was measured, which the markers have
   */
  Page(String file, String what) {
    this.file = Path.of(file);
    this.begin = "<!-- measured " + what + ": begin -->\n";
    this.end = "<!-- measured " + what + ": end -->";
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
    return place(text, begin) + begin.length();
  }

  private int end(String text) {
    return place(text, end);
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
