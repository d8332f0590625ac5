package dev.seveneight.query.oracle.metrics;

/** Seconds since 1970, from the first to the last. */
record SecondRange(long first, long last) {
  boolean has(long second) {
    return first <= second && second <= last;
  }

  boolean meets(SecondRange other) {
    return has(other.first) || other.has(first);
  }
}
