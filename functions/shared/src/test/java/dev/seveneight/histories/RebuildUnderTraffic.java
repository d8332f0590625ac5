package dev.seveneight.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** Rebuilds a project while things go on; now and then the rebuild dies and is carried on with. */
final class RebuildUnderTraffic {
  private static final int MOST_CALLS = 200;

  private final World world;
  private final Random random;
  private final Runnable traffic;

  RebuildUnderTraffic(World world, Random random, Runnable traffic) {
    this.world = world;
    this.random = random;
    this.traffic = traffic;
  }

  /**
   * Rebuilds all days of a project.
   *
   * @param healthy whether nothing was lost before, so that there is no drift to be found
   */
  void run(String project, boolean healthy) {
    String request = "{\"action\":\"rebuild\",\"project\":\"" + project + "\"}";
    for (int call = 0; call < MOST_CALLS; call++) {
      Trouble trouble =
          random.nextInt(3) == 0
              ? Trouble.crashAfter(1 + random.nextInt(30))
              : Trouble.none().before(1 + random.nextInt(30), traffic);
      try {
        Map<?, ?> answer =
            (Map<?, ?>) Json.readStored(world.audit(request, time(), trouble, this::pause));
        if ("put_aside".equals(answer.get("status"))) {
          // It has died too often at one place.
          request = "{\"action\":\"continue\",\"job\":\"" + answer.get("job") + "\"}";
        }
        if ("finished".equals(answer.get("status"))) {
          Map<?, ?> drift = (Map<?, ?>) ((Map<?, ?>) answer.get("report")).get("drift");
          if (healthy) {
            assertThat(drift.get("counters")).as("drift of " + answer).isEqualTo(0);
          }
          return;
        }
        pause(Duration.ofSeconds(5 + random.nextInt(60)));
      } catch (Trouble.Crash e) {
        // Whoever takes over waits for the dead one's lease to end.
        world.clock().advance(Duration.ofMinutes(2));
      }
    }
    throw new AssertionError("the rebuild does not come to an end");
  }

  /** Now and then too little for all of it, or even for one of its waits. */
  private Duration time() {
    return Duration.ofSeconds(40 + random.nextInt(400));
  }

  private void pause(Duration time) {
    world.clock().advance(time);
    traffic.run();
  }
}
