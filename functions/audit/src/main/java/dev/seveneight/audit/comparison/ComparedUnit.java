package dev.seveneight.audit.comparison;

import dev.seveneight.audit.reads.TallyReads;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tallies that are compared together, and what they are made of. */
public interface ComparedUnit {
  /**
   * A part of the walk through what the tallies are made of.
   *
   * @param sums what this part contributes
   * @param invalid what is wrong with the items that are invalid and contribute nothing, by key
   * @param next where the next part begins, as JSON has it; empty at the end
   */
  record Part(ExpectedSums sums, Map<String, String> invalid, Optional<Map<String, Object>> next) {}

  /** Walks on from where a part ended, or from the beginning: a few pages of an index. */
  Part walk(Optional<Map<String, Object>> from);

  /** The months of which there may be tallies to compare, {@code 2026-03}. */
  Set<String> months();

  /** The tallies of the unit that are stored of a month, by the index of a project's days. */
  TallyReads.Listed stored(String month);
}
