package dev.seveneight.audit;

import dev.seveneight.shared.http.Json;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a job has found wrong, as its report says it: how many counters, how many items that cannot
 * be read, and the first of them one by one. Immutable.
 *
 * @param counters how many counters
 * @param items how many items with what our functions cannot have written
 * @param listed the first of them, as JSON has them
 */
record DriftReport(long counters, long items, List<Object> listed) {
  private static final String NAME = "drift";

  /** How many are listed one by one. */
  private static final int MOST_LISTED = 1_000;

  /** A job is one item of the store, which holds 400 KB; so the list is cut off in time. */
  private static final int MOST_CHARACTERS = 100_000;

  /** What a job has found so far. */
  static DriftReport in(Job job) {
    return job.report().get(NAME) instanceof Map<?, ?> drift
        ? new DriftReport(
            ((Number) drift.get("counters")).longValue(),
            drift.get("items") instanceof Number items ? items.longValue() : 0,
            List.copyOf((List<?>) drift.get("listed")))
        : new DriftReport(0, 0, List.of());
  }

  /** With what a tally holds and should not. */
  DriftReport and(TallyKey tally, Counters drift) {
    List<Object> more = new ArrayList<>(listed);
    int room = MOST_CHARACTERS - Json.write(listed).length();
    for (Map.Entry<String, Long> counter : drift.byName().entrySet()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("tally", json(tally));
      entry.put("counter", counter.getKey());
      entry.put("value", counter.getValue());
      room -= Json.write(entry).length() + 1;
      if (more.size() < MOST_LISTED && room > 0) {
        more.add(entry);
      }
    }
    return new DriftReport(counters + drift.byName().size(), items, List.copyOf(more));
  }

  /**
   * With an item of the tallies that our functions cannot have written.
   *
   * @param flaws what is wrong, by the name of the attribute
   */
  DriftReport and(Map<String, AttributeValue> item, Map<String, String> flaws) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("item", nameOf(item));
    entry.put("wrong", flaws);
    List<Object> more = new ArrayList<>(listed);
    int room = MOST_CHARACTERS - Json.write(listed).length() - Json.write(entry).length();
    if (more.size() < MOST_LISTED && room > 0) {
      more.add(entry);
    }
    return new DriftReport(counters, items + 1, List.copyOf(more));
  }

  /** An item of the tallies as reports name it. */
  static Map<String, Object> nameOf(Map<String, AttributeValue> item) {
    Map<String, Object> name = new LinkedHashMap<>();
    name.put("pk", item.get("pk").s());
    name.put("sk", item.get("sk").s());
    return name;
  }

  /** How much is wrong. */
  long all() {
    return counters + items;
  }

  /** The job with this in its report. */
  Job reportedBy(Job job) {
    return job.reporting(NAME, json());
  }

  /** The job with only the numbers of what is wrong in its report. */
  static Job countedOnly(Job job) {
    if (!(job.report().get(NAME) instanceof Map<?, ?> drift)) {
      return job;
    }
    Map<Object, Object> counted = new LinkedHashMap<>(drift);
    counted.remove("listed");
    return InvalidItems.countedOnly(job.reporting(NAME, counted));
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("counters", counters);
    if (items > 0) {
      json.put("items", items);
    }
    json.put("listed", listed);
    return json;
  }

  /** A tally as reports name it. */
  static Map<String, Object> json(TallyKey tally) {
    Map<String, Object> segment = new LinkedHashMap<>();
    Segment.parse(tally.segment())
        .parts()
        .forEach(part -> segment.put(part.dimension(), part.value().orElse(null)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("segment", segment);
    json.put("kind", tally.kind().storedName());
    json.put(tally.period().unit().storedName(), tally.period().start());
    return json;
  }
}
