package dev.seveneight.testing.memory;

/** Numbers that look random and are the same for the same seed. */
final class Dice {
  private long state;

  Dice(long seed) {
    state = seed;
  }

  /** Dice that throw the same numbers from here on. */
  Dice copy() {
    return new Dice(state);
  }

  /** The next number (SplitMix64). */
  long next() {
    state += 0x9E3779B97F4A7C15L;
    long mixed = state;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** A number from one bound to the other, which it may be. */
  int between(int low, int high) {
    return low + (int) Long.remainderUnsigned(next(), high - low + 1L);
  }
}
