package dev.seveneight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever follows the changes while several others write misses nothing. */
class FollowWhileOthersWriteTest {
  private static final String LIST = "/v1/survey_responses";
  private static final int WRITERS = 3;
  private static final Duration WRITING = Duration.ofSeconds(3);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, InstantSource.system());

  @Test
  void shouldSeeEverythingAtItsNewestState() {
    ApiClient api = project.api();
    ChangeFollower follower = new ChangeFollower(api);
    AtomicInteger stillWriting = new AtomicInteger(WRITERS);

    Together.times(
        WRITERS + 1,
        number -> {
          if (number == WRITERS) {
            while (stillWriting.get() > 0) {
              follower.readAPage();
            }
          } else {
            write(api, new Random(number));
            stillWriting.decrementAndGet();
          }
          return number;
        });

    List<Map<String, Object>> all = Links.walk(api, LIST + "?per_page=100");
    assertThat(all).hasSizeGreaterThan(WRITERS);
    assertThat(all).anyMatch(response -> response.get("comment") != null);
    Instant deadline = Instant.now().plus(LONGEST_WAIT);
    while (!hasSeen(follower, all) && Instant.now().isBefore(deadline)) {
      follower.catchUp();
    }
    assertThat(follower.seen().values()).containsExactlyInAnyOrderElementsOf(all);
  }

  private static boolean hasSeen(ChangeFollower follower, List<Map<String, Object>> all) {
    return all.stream().allMatch(each -> each.equals(follower.seen().get(each.get("id"))));
  }

  /** Sends responses, and changes some of those that were sent a while before. */
  private static void write(ApiClient api, Random random) {
    List<String> mine = new ArrayList<>();
    Instant end = Instant.now().plus(WRITING);
    while (Instant.now().isBefore(end)) {
      if (mine.isEmpty() || random.nextInt(3) == 0) {
        mine.add(api.post(LIST, "{\"score\": " + random.nextInt(11) + "}").expect(201).id());
      } else {
        String id = mine.get(random.nextInt(mine.size()));
        api.put(LIST + "/" + id, "{\"comment\": \"" + random.nextInt() + "\"}").expect(200);
      }
    }
  }
}
