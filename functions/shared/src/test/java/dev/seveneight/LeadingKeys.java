package dev.seveneight;

import static dev.seveneight.TemplateText.listOf;
import static dev.seveneight.TemplateText.mapAt;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A condition that limits a statement to some partition keys.
 *
 * <p>{@code ForAllValues} alone also lets a request pass that has no partition key, so the
 * condition has to say that there is one (IAM User Guide, "Multivalued context key examples").
 *
 * @param patterns each of a request's keys has to match one of them; {@code *} is any text
 */
record LeadingKeys(List<String> patterns) {
  private static final String KEY = "dynamodb:LeadingKeys";
  private static final String MATCH = "ForAllValues:StringLike";
  private static final String IS_MISSING = "Null";

  /**
   * Reads a condition.
   *
   * @throws IllegalStateException if it is another condition, or lets requests without a key pass
   */
  static LeadingKeys of(Map<String, Object> condition) {
    boolean isUnderstood =
        condition.keySet().equals(Set.of(MATCH, IS_MISSING))
            && mapAt(condition, MATCH).keySet().equals(Set.of(KEY))
            && mapAt(condition, IS_MISSING).equals(Map.of(KEY, "false"));
    if (!isUnderstood) {
      throw new IllegalStateException("a condition of another kind: " + condition);
    }
    return new LeadingKeys(
        listOf(mapAt(condition, MATCH).get(KEY)).stream().map(Object::toString).toList());
  }

  /** Whether a request that names these partition keys passes. */
  boolean allow(Set<String> partitionKeys) {
    return !partitionKeys.isEmpty() && partitionKeys.stream().allMatch(this::matchesOne);
  }

  private boolean matchesOne(String key) {
    return patterns.stream().anyMatch(pattern -> expression(pattern).matcher(key).matches());
  }

  private static Pattern expression(String pattern) {
    if (pattern.contains("?")) {
      throw new IllegalStateException("say in LeadingKeys what ? means: " + pattern);
    }
    return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
  }
}
