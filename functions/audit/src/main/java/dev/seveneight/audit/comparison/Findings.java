package dev.seveneight.audit.comparison;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.reports.CountedItems;
import dev.seveneight.audit.reports.DriftReport;
import dev.seveneight.audit.reports.ReportSize;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The findings of an audit, in the report of its job. All findings are counted, except that at most
 * {@link CountedItems#MOST} unreadable items are. The first findings are also listed. Not safe for
 * use by several threads.
 */
public final class Findings {
  /** The maximum number of listed findings. */
  static final int MOST_LISTED = 1_000;

  /** The maximum size of the list in bytes, because the job's item has to hold it. */
  private static final int MOST_BYTES = 150_000;

  /** The name in the state of the items that were counted. */
  private static final String FLAWED = "counted_flawed_items";

  private final List<Object> listed;
  private final List<Object> undecided;
  private final CountedItems flawed;
  private long counters;
  private long entries;
  private long items;
  private int bytes;

  private Findings(Map<String, Object> report, CountedItems flawed) {
    Map<?, ?> drift = (Map<?, ?>) report.getOrDefault("drift", Map.of());
    this.listed = listOf(drift.get("listed"));
    this.undecided = listOf(report.get("undecided"));
    this.counters = numberOf(drift.get("counters"));
    this.entries = numberOf(drift.get("entries"));
    this.items = numberOf(drift.get("items"));
    this.flawed = flawed;
    this.bytes = ReportSize.bytesOf(listed) + ReportSize.bytesOf(undecided);
  }

  /** Returns the findings of a job so far. */
  public static Findings of(Job job) {
    return new Findings(job.report(), CountedItems.of(job, FLAWED));
  }

  /** Adds the counters of a tally that differ from the expected ones. */
  public void drift(TallyKey tally, Counters expected, Counters found) {
    for (String counter : names(expected, found)) {
      long is = found.byName().getOrDefault(counter, 0L);
      long shouldBe = expected.byName().getOrDefault(counter, 0L);
      if (is != shouldBe) {
        counters++;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tally", DriftReport.json(tally));
        json.put("counter", counter);
        json.put("expected", shouldBe);
        json.put("found", is);
        list(json, listed);
      }
    }
  }

  /** Adds the parts of a tally's item that our functions cannot have written, once. */
  void flaws(Map<String, AttributeValue> item) {
    SortedMap<String, String> flaws = StoredTally.of(item).flaws();
    if (!flaws.isEmpty()) {
      flawed(item, flaws);
    }
  }

  /**
   * Adds an item that the index lists although it is not a tally, or is one of another day or
   * project.
   */
  public void stray(Map<String, AttributeValue> entry) {
    flawed(
        entry,
        StoredTally.keyOf(entry).isPresent()
            ? Map.of("day", "project and day are not those of the keys")
            : Map.of("sk", "not the keys of a tally"));
  }

  private void flawed(Map<String, AttributeValue> item, Map<String, String> flaws) {
    Map<String, Object> name = DriftReport.nameOf(item);
    if (flawed.add(Json.write(name))) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("item", name);
      json.put("wrong", flaws);
      items++;
      list(json, listed);
    }
  }

  /** Adds an entry of a journey that differs from the expected one. */
  public void drift(JourneyLook.Difference difference) {
    entries++;
    list(difference.toJson(), listed);
  }

  /** Adds the day or month of a tally that kept changing, once. */
  void undecided(TallyKey tally) {
    undecided(
        Map.of(
            "kind",
            tally.kind().storedName(),
            tally.period().unit().storedName(),
            tally.period().start()));
  }

  /** Adds a person whose answers kept changing. */
  void undecided(String person) {
    undecided(Map.of("journey", person));
  }

  private void undecided(Map<String, Object> what) {
    if (!undecided.contains(what)) {
      list(what, undecided);
    }
  }

  /**
   * Returns the number of wrong counters and entries and of unreadable items. It is a lower bound.
   */
  public long drift() {
    return counters + entries + items;
  }

  /** Returns the number of days, months and people without a result. */
  long undecided() {
    return undecided.size();
  }

  /** Returns the job with these findings. */
  public Job in(Job job) {
    Map<String, Object> drift = new LinkedHashMap<>();
    drift.put("counters", counters);
    drift.put("entries", entries);
    if (items > 0) {
      drift.put("items", items);
    }
    drift.put("listed", listed);
    return flawed.in(job).reporting("drift", drift).reporting("undecided", undecided);
  }

  private void list(Map<String, Object> json, List<Object> list) {
    int more = ReportSize.bytesOf(json);
    if (list.size() < MOST_LISTED && bytes + more <= MOST_BYTES) {
      list.add(json);
      bytes += more;
    }
  }

  private static SortedSet<String> names(Counters expected, Counters found) {
    SortedSet<String> names = new TreeSet<>(expected.byName().keySet());
    names.addAll(found.byName().keySet());
    return names;
  }

  private static List<Object> listOf(Object value) {
    return value == null ? new ArrayList<>() : new ArrayList<>((List<?>) value);
  }

  private static long numberOf(Object value) {
    return value == null ? 0 : ((Number) value).longValue();
  }
}
