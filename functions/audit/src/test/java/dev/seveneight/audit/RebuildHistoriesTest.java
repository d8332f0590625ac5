package dev.seveneight.audit;

import static dev.seveneight.audit.RebuildScene.month;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Tries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whatever was given, changed and deleted before, whatever of it was lost, and whatever comes while
 * the tallies are rebuilt: afterwards they are what counting the responses gives, also when what
 * was lost comes after all.
 */
class RebuildHistoriesTest {
  /** What somebody does. */
  private static final class Somebody {
    private final RebuildScene scene;
    private final Random random;
    private final List<String> responses = new ArrayList<>();

    private Somebody(RebuildScene scene, Random random) {
      this.scene = scene;
      this.random = random;
    }

    private void doThings(int most) {
      for (int i = random.nextInt(most + 1); i > 0; i--) {
        doSomething();
      }
    }

    private void doSomething() {
      int dice = responses.isEmpty() ? 0 : random.nextInt(10);
      String some = responses.isEmpty() ? "" : responses.get(random.nextInt(responses.size()));
      if (dice < 4) {
        LocalDate day = month(2 + random.nextInt(2)).atDay(1 + random.nextInt(3));
        responses.add(scene.respond(day, random.nextInt(11), more()));
      } else if (dice == 4) {
        scene.delete(some);
        responses.remove(some);
      } else if (dice == 5) {
        scene.change(
            some, "{\"excluded\": %s}".formatted(random.nextBoolean() ? "\"bot\"" : false));
      } else if (dice == 6) {
        scene.change(some, "{\"person\": %s}".formatted(person()));
      } else {
        scene.change(
            some,
            Json.write(
                Map.of("score", random.nextInt(11), "person_properties", Map.of("plan", plan()))));
      }
    }

    private Map<String, Object> more() {
      Map<String, Object> more = new HashMap<>();
      more.put("person_properties", Map.of("plan", plan()));
      if (random.nextInt(4) > 0) {
        more.put("person_email", random.nextInt(3) + "@example.com");
      }
      return more;
    }

    private String plan() {
      return "plan" + random.nextInt(3);
    }

    /** Somebody who is known, or nobody. */
    private String person() {
      List<Map<String, AttributeValue>> people = scene.project.ledger("person");
      return people.isEmpty()
          ? "null"
          : "\"" + people.get(random.nextInt(people.size())).get("id").s() + "\"";
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  @Tries(quick = 2, thorough = 8)
  void shouldBeExactAfterwards(@ForAll Random random) {
    try (StoreExtension store = new StoreExtension().open()) {
      RebuildScene scene = new RebuildScene(store);
      Somebody somebody = new Somebody(scene, random);
      somebody.doThings(15);
      scene.stream.drain();
      somebody.doThings(8);
      if (random.nextBoolean()) {
        scene.stream.lose();
      }
      if (random.nextBoolean()) {
        store.rollShards();
      }
      somebody.doSomething();
      if (random.nextBoolean()) {
        scene.stream.drain();
      }

      Job done =
          scene.rebuild(
              scene.ofAllDays(),
              () -> {
                somebody.doThings(2);
                if (random.nextInt(4) == 0) {
                  store.rollShards();
                }
              });

      assertThat(done.isFinished()).isTrue();
      assertThat(LedgerFold.found(scene.project)).isEqualTo(LedgerFold.expected(scene.project));
      scene.stream.redeliverLost();
      somebody.doThings(3);
      scene.stream.drain();
      assertThat(LedgerFold.found(scene.project)).isEqualTo(LedgerFold.expected(scene.project));
    }
  }
}
