package dev.seveneight.audit.reads;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.shared.store.ItemPage;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A page of an index, with a cursor that a job can store. Immutable.
 *
 * @param entries the entries of the index, in its order
 * @param next the cursor of the next page, as JSON; empty after the last page
 */
public record IndexPage(
    List<Map<String, AttributeValue>> entries, Optional<Map<String, Object>> next) {
  private static final String CURSOR = "cursor";

  /**
   * Reads a page.
   *
   * @param from the cursor of the page; empty for the first page
   */
  static IndexPage read(ItemTable table, ItemQuery query, Optional<Map<String, Object>> from) {
    ItemPage page = table.page(query.from(from.map(IndexPage::key)));
    return new IndexPage(page.items(), page.next().map(IndexPage::json));
  }

  /** Reads the page that a job has reached. */
  public static IndexPage reachedBy(Job job, ItemTable table, ItemQuery query) {
    return read(table, query, job.cursor(CURSOR));
  }

  /**
   * Returns the job after all work for the page that it has reached.
   *
   * @param after the step after the last page
   */
  public Job done(Job job, String after) {
    return next.map(cursor -> job.with(CURSOR, cursor))
        .orElseGet(() -> job.without(CURSOR).next(after));
  }

  /** All keys of our tables and indexes are texts. */
  private static Map<String, AttributeValue> key(Map<String, Object> cursor) {
    Map<String, AttributeValue> key = new HashMap<>();
    cursor.forEach((name, value) -> key.put(name, text((String) value)));
    return key;
  }

  private static Map<String, Object> json(Map<String, AttributeValue> key) {
    Map<String, Object> json = new TreeMap<>();
    key.forEach((name, value) -> json.put(name, value.s()));
    return json;
  }
}
