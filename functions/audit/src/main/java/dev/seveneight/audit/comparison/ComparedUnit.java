package dev.seveneight.audit.comparison;

import dev.seveneight.audit.reads.TallyReads;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tallies that are compared together, with their sources. */
public interface ComparedUnit {
  /**
   * A part of the walk through the sources of the tallies.
   *
   * @param sums the contributions of this part
   * @param invalid the faults of items that are invalid and contribute nothing, by key
   * @param next the start of the next part, as JSON; empty at the end
   */
  record Part(ExpectedSums sums, Map<String, String> invalid, Optional<Map<String, Object>> next) {}

  /** Continues the walk from the end of a part, or starts it: reads a few pages of an index. */
  Part walk(Optional<Map<String, Object>> from);

  /** Returns the months that may have tallies to compare, {@code 2026-03}. */
  Set<String> months();

  /** Returns the unit's stored tallies of a month, by the index of a project's days. */
  TallyReads.Listed stored(String month);
}
