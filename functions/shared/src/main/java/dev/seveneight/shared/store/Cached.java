package dev.seveneight.shared.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cache with a lifetime and a maximum size. Only values that were found are cached. A missing
 * value is looked up every time, and a failure is never cached.
 *
 * <p>Safe for use by several threads. Two threads that miss the same key at the same time both look
 * it up.
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
   * Creates a cache of what {@code lookUp} finds.
   *
   * @param lifetime how long a value is cached, by the wall clock, so that the values in a snapshot
   *     that is restored later have expired
   */
  public Cached(InstantSource clock, Duration lifetime, Function<K, Optional<V>> lookUp) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.lookUp = lookUp;
  }

  /** Returns the value of a key, cached or looked up. */
  public Optional<V> get(K key) {
    Optional<V> cached = ifRemembered(key);
    return cached.isPresent() ? cached : lookUpAgain(key);
  }

  /** Returns the cached value of a key, without a lookup. */
  public Optional<V> ifRemembered(K key) {
    Instant now = clock.instant();
    synchronized (entries) {
      return Optional.ofNullable(entries.get(key))
          .filter(found -> now.isBefore(found.expiry()))
          .map(Found::value);
    }
  }

  /** Looks up the value of a key, even if one is cached. */
  public Optional<V> lookUpAgain(K key) {
    Instant asked = clock.instant();
    Optional<V> found = lookUp.apply(key);
    synchronized (entries) {
      found.ifPresentOrElse(value -> put(key, value, asked), () -> entries.remove(key));
    }
    return found;
  }

  /**
   * Caches a value that was read in another way.
   *
   * @param asked the time before the read; a later time would make the value seem newer than it is
   */
  public void put(K key, V value, Instant asked) {
    synchronized (entries) {
      entries.put(key, new Found<>(value, asked.plus(lifetime)));
    }
  }
}
