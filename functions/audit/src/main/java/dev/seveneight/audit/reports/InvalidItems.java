package dev.seveneight.audit.reports;

import dev.seveneight.audit.jobs.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The invalid items of the ledger that a job has found, by name. They contribute nothing, to the
 * tallies and to an audit's expected sums, until an operator corrects or deletes them. They are
 * counted up to {@link CountedItems#MOST}, and the first of them are listed. Immutable.
 *
 * @param items the number of items; a lower bound if there are more than are counted
 * @param listed the first of them, as JSON
 */
public record InvalidItems(long items, List<Object> listed) {
  private static final String NAME = "invalid_items";

  /** The name of the counted items in the state. */
  private static final String COUNTED = "counted_invalid_items";

  /** The maximum size of the list. A job is one item of the store, which holds 400 KB. */
  private static final int MOST_BYTES = 120_000;

  /** Returns the items that a job has found so far. */
  public static InvalidItems in(Job job) {
    return job.report().get(NAME) instanceof Map<?, ?> found
        ? new InvalidItems(
            ((Number) found.get("items")).longValue(), List.copyOf((List<?>) found.get("listed")))
        : new InvalidItems(0, List.of());
  }

  /**
   * Returns the job with these in its report, without those that are already counted.
   *
   * @param reasons the fault of each, by its key
   */
  public static Job reportedBy(Job job, Map<String, String> reasons) {
    if (reasons.isEmpty()) {
      return job;
    }
    InvalidItems found = in(job);
    CountedItems counted = CountedItems.of(job, COUNTED);
    List<Object> listed = new ArrayList<>(found.listed);
    int room = MOST_BYTES - ReportSize.bytesOf(listed);
    long items = found.items;
    for (Map.Entry<String, String> each : reasons.entrySet()) {
      if (!counted.add(each.getKey())) {
        continue;
      }
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("item", each.getKey());
      json.put("reason", each.getValue());
      items++;
      room -= ReportSize.bytesOf(json) + 1;
      if (room > 0) {
        listed.add(json);
      }
    }
    return counted.in(job).reporting(NAME, json(items, listed));
  }

  /** Returns the job with only the number of invalid items in its report. */
  static Job countedOnly(Job job) {
    return job.report().containsKey(NAME)
        ? job.reporting(NAME, Map.of("items", in(job).items))
        : job;
  }

  private static Map<String, Object> json(long items, List<Object> listed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("items", items);
    json.put("listed", listed);
    return json;
  }
}
