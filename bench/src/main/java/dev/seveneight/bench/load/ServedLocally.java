package dev.seveneight.bench.load;

import dev.seveneight.local.Local;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;

/**
 * The local server, started as {@code mvn -q -Plocal} starts it, that replies to each line on its
 * standard input with the bytes of heap in use after a collection. {@link LoadServer} starts it.
 */
final class ServedLocally {
  static final String HEAP = "heap ";

  private ServedLocally() {}

  /** Serves until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    Thread server = new Thread(ServedLocally::serve, "local");
    server.setDaemon(true);
    server.start();
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (asked.readLine() != null) {
      memory.gc();
      System.out.println(HEAP + memory.getHeapMemoryUsage().getUsed());
    }
    System.exit(0);
  }

  private static void serve() {
    try {
      Local.main(new String[0]);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
