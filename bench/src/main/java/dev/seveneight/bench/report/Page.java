package dev.seveneight.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page of the documentation, between two markers, that a bench writes. */
public final class Page {
  private final Path file;
  private final String begin;
  private final String end;

  /**
   * A part of a page.
   *
   * @param what the name in the markers
   */
  public Page(String file, String what) {
    this.file = Path.of(file);
    this.begin = "<!-- measured " + what + ": begin -->\n";
    this.end = "<!-- measured " + what + ": end -->";
  }

  /** Returns whether the page has this text. */
  public boolean says(String measured) {
    String text = read();
    return text.substring(start(text), place(text, end)).strip().equals(measured.strip());
  }

  /** Replaces what the page has. */
  public void write(String measured) {
    String text = read();
    try {
      Files.writeString(
          file,
          text.substring(0, start(text))
              + "\n"
              + measured.strip()
              + "\n\n"
              + text.substring(place(text, end)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int start(String text) {
    return place(text, begin) + begin.length();
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

  @Override
  public String toString() {
    return file.toString();
  }
}
