package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WritesAtOnceTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  @Test
  void shouldHaveSixteenWritesUnderWayAtOnceAndNeverMore() {
    TestProject project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
    List<HandMadeRecord> records = new ArrayList<>();
    for (int day = 0; day < 40; day++) {
      String date = LocalDate.parse("2026-01-01").plusDays(day).toString();
      records.add(insert(1 + day, SampleResponse.of(project, "r" + day, 8).on(date)));
    }
    CountDownLatch sixteen = new CountDownLatch(16);
    CountDownLatch seventeen = new CountDownLatch(17);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    new TestInvocation()
        .call(
            project.function(
                "AggregateFunction",
                (request, sender) -> {
                  if (!Writes.isOfTally(request)) {
                    return sender.send();
                  }
                  most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                  boolean isOfFirst = sixteen.getCount() > 0;
                  sixteen.countDown();
                  seventeen.countDown();
                  if (isOfFirst) {
                    // Nobody leaves before sixteen are there, and before one more had time to come.
                    assertThat(came(sixteen, 30_000)).isTrue();
                    boolean unused = came(seventeen, 300);
                  }
                  try {
                    return sender.send();
                  } finally {
                    underWay.decrementAndGet();
                  }
                }),
            HandMadeEvent.of(HandMadeEvent.SHARD, records));

    assertThat(most).hasValue(16);
    assertThat(project.talliesAsTheyStand()).hasSize(42);
  }

  private static boolean came(CountDownLatch latch, long milliseconds) {
    try {
      return latch.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
