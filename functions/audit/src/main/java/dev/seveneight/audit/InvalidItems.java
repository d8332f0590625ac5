package dev.seveneight.audit;

import dev.seveneight.shared.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of the ledger that a job has found to be invalid, by name: they contribute nothing, to
 * the tallies and to what an audit expects of them, until somebody corrects or deletes them. All
 * are counted, and the first of them listed. Immutable.
 *
 * @param items how many
 * @param listed the first of them, as JSON has them
 */
record InvalidItems(long items, List<Object> listed) {
  private static final String NAME = "invalid_items";

  /** A job is one item of the store, which holds 400 KB. */
  private static final int MOST_CHARACTERS = 120_000;

  /** What a job has found so far. */
  static InvalidItems in(Job job) {
    return job.report().get(NAME) instanceof Map<?, ?> found
        ? new InvalidItems(
            ((Number) found.get("items")).longValue(), List.copyOf((List<?>) found.get("listed")))
        : new InvalidItems(0, List.of());
  }

  /**
   * The job with these in its report, those that are there already left out.
   *
   * @param reasons what is wrong with each, by its key
   */
  static Job reportedBy(Job job, Map<String, String> reasons) {
    if (reasons.isEmpty()) {
      return job;
    }
    InvalidItems found = in(job);
    Map<String, String> known = new LinkedHashMap<>();
    for (Object each : found.listed) {
      known.put((String) ((Map<?, ?>) each).get("item"), "");
    }
    List<Object> listed = new ArrayList<>(found.listed);
    int room = MOST_CHARACTERS - Json.write(listed).length();
    long items = found.items;
    for (Map.Entry<String, String> each : reasons.entrySet()) {
      if (known.containsKey(each.getKey())) {
        continue;
      }
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("item", each.getKey());
      json.put("reason", each.getValue());
      items++;
      room -= Json.write(json).length() + 1;
      if (room > 0) {
        listed.add(json);
      }
    }
    return job.reporting(NAME, json(items, listed));
  }

  /** The job with only the number of them in its report. */
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
