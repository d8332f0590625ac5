package dev.seveneight.shared.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Remembers what was found for a limited time, and no more than a limited number of things. What
 * was not found is looked up again every time, and so is everything when looking up fails: a
 * failure is never remembered.
 *
 * <p>Safe for use by several threads; two that miss the same thing at the same time both look it
 * up.
 */
public final class Cached<K, V> {
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final Duration lifetime;
  private final Function<K, Optional<V>> lookUp;
  private final Map<K, Found<V>> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Found<V>> eldest) {
          return size() > MOST;
        }
      };

  private record Found<V>(V value, Instant expiry) {}

  /**
   * Remembers what {@code lookUp} finds.
   *
   * @param lifetime how long it is remembered by the wall clock, so that a snapshot restored later
   *     has forgotten
   */
  public Cached(InstantSource clock, Duration lifetime, Function<K, Optional<V>> lookUp) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.lookUp = lookUp;
  }

  /** What there is for the key, remembered or looked up. */
  public Optional<V> get(K key) {
    Optional<V> remembered = ifRemembered(key);
    return remembered.isPresent() ? remembered : lookUpAgain(key);
  }

  /** What is remembered for the key; nothing is looked up. */
  public Optional<V> ifRemembered(K key) {
    Instant now = clock.instant();
    synchronized (entries) {
      return Optional.ofNullable(entries.get(key))
          .filter(found -> now.isBefore(found.expiry()))
          .map(Found::value);
    }
  }

  /** What there is for the key now, looked up whatever is remembered. */
  public Optional<V> lookUpAgain(K key) {
    Instant asked = clock.instant();
    Optional<V> found = lookUp.apply(key);
    synchronized (entries) {
      found.ifPresentOrElse(value -> put(key, value, asked), () -> entries.remove(key));
    }
    return found;
  }

  /**
   * Remembers what was learned in another way.
   *
   * @param asked when, which is before the answer came: what is older than it seems would be
   *     remembered too long
   */
  public void put(K key, V value, Instant asked) {
    synchronized (entries) {
      entries.put(key, new Found<>(value, asked.plus(lifetime)));
    }
  }
}
