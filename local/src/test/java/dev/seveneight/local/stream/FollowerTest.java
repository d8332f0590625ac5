package dev.seveneight.local.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.RecordingFunction;
import dev.seveneight.local.SmallTemplate;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.store.LocalStore;
import dev.seveneight.local.template.StreamSource;
import dev.seveneight.local.template.Template;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class FollowerTest {
  private static final Template TEMPLATE = SmallTemplate.read();
  private static final StreamSource SOURCE = TEMPLATE.streams().get(0);

  private final RecordingFunction fold = new RecordingFunction();
  private LocalStore store;

  @BeforeEach
  void start() {
    store = LocalStore.inMemory(TEMPLATE);
    store
        .dynamo()
        .putItem(
            request ->
                request.tableName("ThingsTable").item(Map.of("pk", AttributeValue.fromS("a"))));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void shouldFollowOnAfterFailures() throws InterruptedException {
    CountDownLatch succeeded = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    fold.answer =
        (event, context) -> {
          if (calls.incrementAndGet() < 3) {
            throw new IOException("not now");
          }
          succeeded.countDown();
          return "{\"state\":{}}";
        };

    try (Follower follower = follow()) {
      assertThat(follower).isNotNull();
      assertThat(succeeded.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void shouldEndSoonThoughABatchHangs() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    fold.answer =
        (event, context) -> {
          called.countDown();
          Thread.sleep(60_000);
          return "";
        };
    Instant before;
    try (Follower follower = follow()) {
      assertThat(follower).isNotNull();
      assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
      before = Instant.now();
    }

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  private Follower follow() {
    LambdaFunction function = new LambdaFunction(TEMPLATE.function(SOURCE.function()), fold);
    return new Follower(
        store,
        new StreamPoller(store, SOURCE, function, Positions.inMemory(), InstantSource.system()));
  }
}
