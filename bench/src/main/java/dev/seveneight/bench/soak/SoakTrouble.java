package dev.seveneight.bench.soak;

import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.local.LocalSystem;
import dev.seveneight.testing.StoreInterference;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Trouble with the stream: invocations that are interrupted after some of their writes, pollers
 * that are killed in the middle of a batch, shards that end. Safe for use by several threads.
 */
final class SoakTrouble implements StoreInterference {
  private static final int MOST_WRITES = 60;
  private static final long INTERRUPTION_NANOSECONDS = 300_000_000;
  private static final int NONE = Integer.MAX_VALUE;

  private final AtomicInteger writesLeft = new AtomicInteger(NONE);
  private volatile long interruptedSince;
  private volatile boolean rest;
  private int interruptions;
  private int kills;
  private int rolls;

  @Override
  public Object answer(DynamoDbRequest request, Sender sender) {
    if (request instanceof UpdateItemRequest && isInterrupted()) {
      throw SdkClientException.create("interrupted by the soak");
    }
    return sender.send();
  }

  /** Makes trouble every few seconds, as long as the soak goes on. */
  Callable<Void> on(LocalSystem system, BooleanSupplier goesOn) {
    Random random = new Random(7);
    return () -> {
      while (goesOn.getAsBoolean()) {
        Thread.sleep(1_000 + random.nextLong(3_000));
        switch (random.nextInt(5)) {
          case 0, 1 -> {
            writesLeft.set(random.nextInt(MOST_WRITES));
            interruptions++;
          }
          case 2, 3 -> {
            system.restartStreams();
            kills++;
          }
          default -> {
            system.rollShards();
            rolls++;
          }
        }
      }
      rest = true;
      return null;
    };
  }

  void addTo(MarkdownTable table) {
    table
        .row("invocations interrupted", interruptions)
        .row("pollers killed", kills)
        .row("rolls of shards", rolls);
  }

  private boolean isInterrupted() {
    if (rest || writesLeft.get() == NONE) {
      return false;
    }
    int left = writesLeft.decrementAndGet();
    if (left == -1) {
      interruptedSince = System.nanoTime();
    }
    if (left < -1 && System.nanoTime() - interruptedSince > INTERRUPTION_NANOSECONDS) {
      writesLeft.set(NONE);
      return false;
    }
    return left < 0;
  }
}
