package dev.seveneight.shared.project;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * A segment with a name, as requests may use it. Immutable.
 *
 * @param id its id
 * @param name its name
 * @param segment the value of each dimension; empty for the segment of all responses
 * @param createdAt the time at which it was created, in whole seconds
 */
public record Trend(String id, String name, SortedMap<String, String> segment, Instant createdAt) {
  /** The maximum number in a project, because all are stored in one item. */
  public static final int MOST = 100;

  /** Returns the trend as a JSON object. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("name", name);
    json.put("segment", segment);
    json.put("created_at", createdAt.getEpochSecond());
    return json;
  }
}
