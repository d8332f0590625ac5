package dev.seveneight.local.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches how much is free on the disk that keeps the data. A full disk fails in the middle of
 * whatever is written first, with errors that name other things; so the server ends before.
 */
public final class DiskWatch {
  /** What is written between two looks, many times over. */
  static final long LEAST_FREE = 32L * 1024 * 1024;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private DiskWatch() {}

  /** Says how much is free. */
  @FunctionalInterface
  interface FreeSpace {
    /** The free bytes of the disk. */
    long bytes() throws IOException;
  }

  /** The space on the disk of a folder that is there. */
  public static FreeSpace of(Path folder) {
    return () -> Files.getFileStore(folder).getUsableSpace();
  }

  /**
   * Begins to watch.
   *
   * @param whenFull gets the line for the user, once
   */
  public static void start(Path folder, FreeSpace space, Consumer<String> whenFull) {
    Thread thread = new Thread(() -> watch(folder, space, whenFull), "disk-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch(Path folder, FreeSpace space, Consumer<String> whenFull) {
    try {
      Optional<String> complaint = complaint(folder, space);
      while (complaint.isEmpty()) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        complaint = complaint(folder, space);
      }
      whenFull.accept(complaint.get() + " What was acknowledged is stored.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The line for the user if there is not enough space. A disk that does not say is not full. */
  public static Optional<String> complaint(Path folder, FreeSpace space) {
    long free;
    try {
      free = space.bytes();
    } catch (IOException e) {
      return Optional.empty();
    }
    return free >= LEAST_FREE
        ? Optional.empty()
        : Optional.of(
            "The disk is full: %s has %d MB left, and the local server needs %d MB. Free some space and start it again."
                .formatted(folder, free >> 20, LEAST_FREE >> 20));
  }
}
