package dev.seveneight.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {
  private static final Path DATA = Path.of("data");

  @Test
  void shouldSayInOneLineThatTheDiskIsFull() throws InterruptedException {
    AtomicLong free = new AtomicLong(DiskWatch.LEAST_FREE);
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    DiskWatch.start(DATA, free::get, said::add);
    assertThat(said.poll(1, TimeUnit.SECONDS)).isNull();

    free.set(DiskWatch.LEAST_FREE - 1);

    assertThat(said.poll(10, TimeUnit.SECONDS))
        .startsWith("The disk is full: data has 31 MB left")
        .doesNotContain("\n");
    assertThat(said.poll(1, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void shouldTakeADiskThatDoesNotSayForOneWithSpace() {
    assertThat(
            DiskWatch.complaint(
                DATA,
                () -> {
                  throw new IOException("no answer");
                }))
        .isEmpty();
  }

  @Test
  void shouldAskTheDiskOfTheFolder(@TempDir Path folder) throws IOException {
    assertThat(DiskWatch.of(folder).bytes()).isPositive();
  }
}
