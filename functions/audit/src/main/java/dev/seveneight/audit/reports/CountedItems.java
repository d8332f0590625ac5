package dev.seveneight.audit.reports;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.shared.text.Sha256;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The items that a job has counted, as short hashes in its state, so that each is counted only
 * once. It stores at most {@value #MOST} and rejects the others; then the number is a lower bound.
 * Not safe for use by several threads.
 */
public final class CountedItems {
  /** The maximum number that a job counts, because its item has to hold the hashes. */
  public static final int MOST = 2_000;

  /** Enough that two of a few thousand items hardly ever have the same hash. */
  private static final int HASH_DIGITS = 12;

  private final String name;
  private final Set<String> hashes;

  private CountedItems(String name, Set<String> hashes) {
    this.name = name;
    this.hashes = hashes;
  }

  /** Returns the items that a job has counted so far, under a name in its state. */
  public static CountedItems of(Job job, String name) {
    return new CountedItems(name, new LinkedHashSet<>(job.texts(name)));
  }

  /** Counts an item. Returns false if it was counted before, or if the maximum is reached. */
  public boolean add(String item) {
    return hashes.size() < MOST && hashes.add(Sha256.of(item).substring(0, HASH_DIGITS));
  }

  /** Returns the job with these hashes in its state. */
  public Job in(Job job) {
    return hashes.isEmpty() ? job : job.with(name, List.copyOf(hashes));
  }
}
