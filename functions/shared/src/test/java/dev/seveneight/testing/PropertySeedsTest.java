package dev.seveneight.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Two properties that ask for the same are tried with the same values, because of their seed. */
class PropertySeedsTest {
  private static final List<Long> first = new ArrayList<>();
  private static final List<Long> second = new ArrayList<>();

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(quick = 5, thorough = 5)
  void shouldTryTheseNumbers(@ForAll long number) {
    assertThat(first).hasSizeLessThan(5);
    first.add(number);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(quick = 5, thorough = 5)
  void shouldTryTheSameNumbers(@ForAll long number) {
    assertThat(second).hasSizeLessThan(5);
    second.add(number);
  }

  @AfterContainer
  static void shouldHaveTriedTheSame() {
    assertThat(first).hasSize(5).isEqualTo(second);
  }
}
