package dev.seveneight.shared.nps.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenjaminiHochbergTest {
  /** The example of the paper of 1995: fifteen comparisons, of which four hold. */
  private static final List<Double> PUBLISHED =
      List.of(
          0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
          0.5719, 0.6528, 0.7590, 1.000);

  @Test
  void shouldKeepWhatThePaperKeeps() {
    List<Double> q = BenjaminiHochberg.qValues(PUBLISHED);

    assertThat(q.subList(0, 4)).allSatisfy(each -> assertThat(each).isLessThan(0.05));
    assertThat(q.subList(4, 15)).allSatisfy(each -> assertThat(each).isGreaterThan(0.05));
    List<Double> expected =
        List.of(
            0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645, 0.0765, 0.486,
            0.581182, 0.714875, 0.753231, 0.813214, 1.0);
    for (int row = 0; row < expected.size(); row++) {
      assertThat(q.get(row)).isCloseTo(expected.get(row), within(1e-6));
    }
  }

  @Test
  void shouldLeaveASingleOneAsItIs() {
    assertThat(BenjaminiHochberg.qValues(List.of(0.03))).containsExactly(0.03);
    assertThat(BenjaminiHochberg.qValues(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void shouldRefuseWhatIsNoProbability(double p) {
    assertThatThrownBy(() -> BenjaminiHochberg.qValues(List.of(p)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void shouldKeepTheOrderOfTheRows(@ForAll Random random) {
    List<Integer> order =
        IntStream.range(0, PUBLISHED.size())
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(order, random);
    List<Double> sorted = BenjaminiHochberg.qValues(PUBLISHED);

    assertThat(BenjaminiHochberg.qValues(order.stream().map(PUBLISHED::get).toList()))
        .isEqualTo(order.stream().map(sorted::get).toList());
  }

  @Property
  void shouldRankAsThePValuesDoAndNeverLower(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0, max = 1) Double> p) {
    List<Double> q = BenjaminiHochberg.qValues(p);

    for (int row = 0; row < p.size(); row++) {
      assertThat(q.get(row)).isBetween(p.get(row), Math.min(1, p.get(row) * p.size()));
      for (int other = 0; other < p.size(); other++) {
        if (p.get(row) <= p.get(other)) {
          assertThat(q.get(row)).isLessThanOrEqualTo(q.get(other));
        }
      }
    }
  }
}
