package dev.seveneight.query.oracle.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.oracle.JsonDifferences;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.JsonObjects;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Thoroughness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is asked about whatever was sent, each number of the answer is what going through all
 * responses gives: computed once more, by what docs/numbers.md declares and with nothing of the
 * code that is tested. A failure names the seed of its project, which {@code -Dseed=SEED} repeats.
 */
@Tag("random")
class MetricsOracleTest {
  private static final int INQUIRIES_BEFORE = 5;
  private static final int INQUIRIES = 80;

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  /** With all of them, every era has a project. */
  static LongStream seeds() {
    return Thoroughness.seeds(3, Era.COUNT + 2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldAnswerWithWhatGoingThroughAllResponsesGives(long seed) {
    RandomProject project = new RandomProject(seed);
    TestProject real = TestProject.in(store, TestClock.at(project.era().now().toString()));
    project.sendSettings(real.api());
    ApiClient api = real.api();
    ask(api, project, seed, INQUIRIES_BEFORE);

    project.sendReplies(api);
    if (seed % 2 == 0) {
      store.drain();
    }
    project.changeReplies(api);
    store.drain();

    ask(api, project, seed, INQUIRIES);
  }

  private static void ask(ApiClient api, RandomProject project, long seed, int times) {
    RandomInquiries inquiries = new RandomInquiries(new Random(seed), project);
    TrueAnswers truth = new TrueAnswers(project.truth());
    for (int i = 0; i < times; i++) {
      Inquiry inquiry = inquiries.next();
      Answer answer = api.get(inquiry.url());
      assertThat(differences(answer, inquiry, truth))
          .as("-Dseed=%d in %s: %s", seed, project.era().zone(), inquiry.url())
          .isEmpty();
    }
  }

  /** A value can be beyond the cap although no response with it is left. */
  private static List<String> differencesOfNumbers(
      Answer answer, Inquiry inquiry, TrueAnswers truth) {
    Map<String, Object> numbers = new LinkedHashMap<>(answer.object());
    boolean isNotSeparate = numbers.remove("not_counted_separately") != null;
    numbers.remove("not_counted_separately_because");
    if (truth.isCountedWithOthers(inquiry) && !isNotSeparate) {
      return List.of("not_counted_separately is missing: " + answer.text());
    }
    return JsonDifferences.between(truth.to(inquiry), numbers);
  }

  private static List<String> differences(Answer answer, Inquiry inquiry, TrueAnswers truth) {
    List<String> refused = truth.refusedParameters(inquiry);
    if (answer.status() != (refused.isEmpty() ? 200 : 422)) {
      return List.of("status " + answer.status() + ": " + answer.text());
    }
    return refused.isEmpty()
        ? differencesOfNumbers(answer, inquiry, truth)
        : JsonDifferences.between(refused, JsonObjects.each(answer.field("errors"), "field"));
  }
}
