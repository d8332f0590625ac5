package dev.seveneight.histories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A fault that is built into the code, to see that the histories notice it.
 *
 * @param fault what is wrong
 * @param file the source file that has it, below {@code functions}
 * @param code what stands there, exactly once
 * @param faulty what stands there instead
 * @param inRebuild whether it takes a rebuild to notice
 */
record Mutant(String fault, String file, String code, String faulty, boolean inRebuild) {
  /** A fault that shows without a rebuild. */
  static Mutant of(String fault, String file, String code, String faulty) {
    return new Mutant(fault, file, code, faulty, false);
  }

  /** A fault that takes a rebuild to show. */
  static Mutant inRebuild(String fault, String file, String code, String faulty) {
    return new Mutant(fault, file, code, faulty, true);
  }

  /** The source file with the fault in it. */
  String source() {
    String source;
    try {
      source = Files.readString(path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int place = source.indexOf(code);
    if (place < 0 || source.indexOf(code, place + 1) >= 0) {
      throw new AssertionError(file + " does not have exactly once: " + code);
    }
    return source.replace(code, faulty);
  }

  Path path() {
    return Path.of("functions").resolve(file);
  }

  @Override
  public String toString() {
    return fault;
  }
}
