package dev.seveneight.audit.reports;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The faults that a job has found, for its report: the number of counters, the number of unreadable
 * items, and a list of the first ones. Immutable.
 *
 * @param counters the number of counters
 * @param items the number of items with content that our functions cannot have written
 * @param listed the first of them, as JSON
 * @param bytes the size of the list in a job's item
 */
public record DriftReport(long counters, long items, List<Object> listed, int bytes) {
  private static final String NAME = "drift";

  /** The maximum number of listed faults. */
  private static final int MOST_LISTED = 1_000;

  /** The maximum size of the list. A job is one item of the store, which holds 400 KB. */
  private static final int MOST_BYTES = 100_000;

  /** Returns the findings of a job so far. */
  public static DriftReport in(Job job) {
    if (!(job.report().get(NAME) instanceof Map<?, ?> drift)) {
      return new DriftReport(0, 0, List.of(), 0);
    }
    List<Object> listed = List.copyOf((List<?>) drift.get("listed"));
    return new DriftReport(
        ((Number) drift.get("counters")).longValue(),
        drift.get("items") instanceof Number items ? items.longValue() : 0,
        listed,
        listed.stream().mapToInt(DriftReport::bytesOf).sum());
  }

  /** Returns the report with the drift of a tally. */
  public DriftReport and(TallyKey tally, Counters drift) {
    DriftReport more = this;
    for (Map.Entry<String, Long> counter : drift.byName().entrySet()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("tally", json(tally));
      entry.put("counter", counter.getKey());
      entry.put("value", counter.getValue());
      more = more.listing(entry);
    }
    return new DriftReport(counters + drift.byName().size(), items, more.listed, more.bytes);
  }

  /**
   * Returns the report with an item that our functions cannot have written.
   *
   * @param flaws the faults, by the name of the attribute
   */
  public DriftReport and(Map<String, AttributeValue> item, Map<String, String> flaws) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("item", nameOf(item));
    entry.put("wrong", flaws);
    DriftReport more = listing(entry);
    return new DriftReport(counters, items + 1, more.listed, more.bytes);
  }

  /** Returns the report with one more fault in the list, if there is room. */
  private DriftReport listing(Map<String, Object> entry) {
    if (listed.size() >= MOST_LISTED) {
      return this;
    }
    int withIt = bytes + bytesOf(entry);
    if (withIt > MOST_BYTES) {
      return this;
    }
    List<Object> more = new ArrayList<>(listed);
    more.add(entry);
    return new DriftReport(counters, items, List.copyOf(more), withIt);
  }

  /** Returns the size of an entry and the comma after it. */
  private static int bytesOf(Object entry) {
    return ReportSize.bytesOf(entry) + 1;
  }

  /** Returns the name of an item in reports. */
  public static Map<String, Object> nameOf(Map<String, AttributeValue> item) {
    Map<String, Object> name = new LinkedHashMap<>();
    name.put(TallyItems.PARTITION_KEY, item.get(TallyItems.PARTITION_KEY).s());
    name.put(TallyItems.SORT_KEY, item.get(TallyItems.SORT_KEY).s());
    return name;
  }

  /** Returns the number of all faults. */
  public long all() {
    return counters + items;
  }

  /** Returns the job with this in its report. */
  public Job reportedBy(Job job) {
    return job.reporting(NAME, json());
  }

  /** Returns the job with only the numbers of faults in its report. */
  public static Job countedOnly(Job job) {
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

  /** Returns the name of a tally in reports. */
  public static Map<String, Object> json(TallyKey tally) {
    Map<String, Object> segment = new LinkedHashMap<>();
    Segment.parse(tally.segment())
        .parts()
        .forEach(part -> segment.put(part.dimension(), part.shown()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("segment", segment);
    json.put("kind", tally.kind().storedName());
    json.put(tally.period().unit().storedName(), tally.period().start());
    return json;
  }
}
