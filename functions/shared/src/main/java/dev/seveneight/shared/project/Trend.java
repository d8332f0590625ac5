package dev.seveneight.shared.project;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * A segment under a name that somebody has given it, to ask for it again. Immutable.
 *
 * @param id its id
 * @param name what people call it
 * @param segment the value of each dimension; none for everything
 * @param createdAt when it was made, in whole seconds
 */
public record Trend(String id, String name, SortedMap<String, String> segment, Instant createdAt) {
  /** How many a project may have: all stand in one item. */
  public static final int MOST = 100;

  /** As answers show it. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("name", name);
    json.put("segment", segment);
    json.put("created_at", createdAt.getEpochSecond());
    return json;
  }
}
