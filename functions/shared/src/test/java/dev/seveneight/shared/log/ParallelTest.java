package dev.seveneight.shared.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTest {
  private final Parallel parallel = new Parallel();

  @Test
  void shouldGiveTheResultsInTheOrderOfTheElements() {
    List<Integer> elements = numbers(100);

    assertThat(parallel.map(elements, element -> 2 * element))
        .isEqualTo(elements.stream().map(element -> 2 * element).toList());
  }

  @Test
  void shouldCarryOutStepsWithinStepsOnAllThreads() {
    List<Integer> elements = numbers(10 * Parallel.BOUND);

    List<Integer> sums =
        parallel.map(
            elements,
            element ->
                parallel.map(elements, other -> element * other).stream()
                    .mapToInt(Integer::intValue)
                    .sum());

    int sum = elements.stream().mapToInt(Integer::intValue).sum();
    assertThat(sums).isEqualTo(elements.stream().map(element -> element * sum).toList());
  }

  @Test
  void shouldCarryOutTheOtherStepsWhenOneThrows() {
    List<Integer> done = new CopyOnWriteArrayList<>();

    assertThatThrownBy(
            () ->
                parallel.map(
                    numbers(50),
                    element -> {
                      if (element == 7) {
                        throw new IllegalArgumentException("seven");
                      }
                      return done.add(element);
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(done).hasSize(49);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void shouldEndItsThreadsWhenTheyAreIdle() throws InterruptedException {
    List<Thread> threads = parallel.map(List.of(1, 2, 3), number -> Thread.currentThread());

    for (Thread thread : threads) {
      thread.join(30_000);
    }

    assertThat(threads).noneMatch(Thread::isAlive);
  }
}
