package dev.seveneight.local.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches the free space on the disk that keeps the data. A full disk would make some write fail in
 * the middle, with errors that do not name the cause. Therefore the server stops before.
 */
public final class DiskWatch {
  /** The least free space in bytes: many times the data that is written between two checks. */
  static final long LEAST_FREE = 32L * 1024 * 1024;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private DiskWatch() {}

  /** Measures the free space. */
  @FunctionalInterface
  interface FreeSpace {
    /** Returns the free bytes of the disk. */
    long bytes() throws IOException;
  }

  /** Returns the space on the disk of an existing folder. */
  public static FreeSpace of(Path folder) {
    return () -> Files.getFileStore(folder).getUsableSpace();
  }

  /**
   * Starts the watch.
   *
   * @param whenFull receives the message for the user, once
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

  /**
   * Returns the message for the user if there is not enough space. A disk whose free space cannot
   * be read counts as not full.
   */
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
