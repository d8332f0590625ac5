package dev.seveneight.shared.id;

import com.github.f4b6a3.ulid.UlidFactory;
import java.security.SecureRandom;
import java.util.Random;

/**
 * Ids that nobody else has: ULIDs, 26 characters in lower case, which sort by the time at which
 * they were made. Safe for use by several threads.
 */
public final class FreshIds {
  private static volatile UlidFactory factory = UlidFactory.newInstance(new SecureRandom());

  private FreshIds() {}

  /** A fresh id. */
  public static String next() {
    return factory.create().toLowerCase();
  }

  /**
   * Goes on from a new seed of the operating system's. Has to be called in each copy that was made
   * of a process: until then, all of them know the same randomness.
   */
  public static void renew() {
    from(new SecureRandom());
  }

  /** Goes on from this randomness, for tests. */
  static void from(Random random) {
    factory = UlidFactory.newInstance(random);
  }
}
