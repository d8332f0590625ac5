package dev.seveneight.testing;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Decides how many cases the random and the exhaustive tests try. The quick build ({@code mvn
 * verify}) tries a few, {@code -Pthorough} tries all. The seeds of both are fixed. {@code
 * -Dseed=SEED} runs random tests with that seed only, which repeats a failure of {@link Explore}.
 */
public final class Thoroughness {
  static final String SEED = "seed";

  private Thoroughness() {}

  /** Whether every case is tried. */
  public static boolean isThorough() {
    return Boolean.getBoolean("thorough");
  }

  /** The seed that is given with {@code -Dseed}. */
  public static OptionalLong givenSeed() {
    Long given = Long.getLong(SEED);
    return given == null ? OptionalLong.empty() : OptionalLong.of(given);
  }

  /** The first of these numbers in the quick build, the second in the thorough one. */
  public static int count(int quick, int thorough) {
    return isThorough() ? thorough : quick;
  }

  /**
   * The seeds 1, 2, 3 and so on, as many as {@link #count}; only the given seed if there is one.
   */
  public static LongStream seeds(int quick, int thorough) {
    OptionalLong given = givenSeed();
    return given.isPresent()
        ? LongStream.of(given.getAsLong())
        : LongStream.rangeClosed(1, count(quick, thorough));
  }

  /** Every nth of these cases, beginning with the first, in the quick build; else all of them. */
  public static <T> List<T> every(int nth, List<T> cases) {
    return isThorough()
        ? cases
        : IntStream.range(0, cases.size()).filter(i -> i % nth == 0).mapToObj(cases::get).toList();
  }
}
