package dev.seveneight.shared.nps;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongBiFunction;

/**
 * The number of people who moved from each group to each group, including the same one, between one
 * response and the next. Immutable.
 */
public final class StepMatrix {
  /** No steps. */
  public static final StepMatrix NONE = of((from, to) -> 0);

  private final Map<Group, Map<Group, Long>> count;

  private StepMatrix(Map<Group, Map<Group, Long>> count) {
    this.count = count;
  }

  /** Returns the steps counted by a function of the first group and the second group. */
  public static StepMatrix of(ToLongBiFunction<Group, Group> counted) {
    Map<Group, Map<Group, Long>> count = new EnumMap<>(Group.class);
    for (Group from : Group.values()) {
      Map<Group, Long> row = new EnumMap<>(Group.class);
      for (Group to : Group.values()) {
        row.put(to, counted.applyAsLong(from, to));
      }
      count.put(from, row);
    }
    return new StepMatrix(count);
  }

  /** Returns the sum of both. */
  public StepMatrix plus(StepMatrix others) {
    return of((from, to) -> steps(from, to) + others.steps(from, to));
  }

  /** Returns the number of steps from one group to another. */
  public long steps(Group from, Group to) {
    return count.get(from).get(to);
  }

  /**
   * Returns the number of steps from one category to another. Those from and to a 7 and an 8 are
   * summed.
   */
  public long steps(Category from, Category to) {
    long steps = 0;
    for (Group start : Group.values()) {
      for (Group end : Group.values()) {
        if (start.category() == from && end.category() == to) {
          steps += steps(start, end);
        }
      }
    }
    return steps;
  }

  /** Returns the number of all steps from a group. */
  public long from(Group group) {
    return Arrays.stream(Group.values()).mapToLong(to -> steps(group, to)).sum();
  }

  /** Returns the number of all steps from a category. */
  public long from(Category category) {
    return Arrays.stream(Category.values()).mapToLong(to -> steps(category, to)).sum();
  }

  /** Returns the number of all steps to a group. */
  public long to(Group group) {
    return Arrays.stream(Group.values()).mapToLong(from -> steps(from, group)).sum();
  }

  /** Returns the number of all steps to a category. */
  public long to(Category category) {
    return Arrays.stream(Category.values()).mapToLong(from -> steps(from, category)).sum();
  }

  /** Returns the number of all steps. */
  public long total() {
    return Arrays.stream(Group.values()).mapToLong(this::from).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StepMatrix steps && count.equals(steps.count);
  }

  @Override
  public int hashCode() {
    return count.hashCode();
  }

  @Override
  public String toString() {
    return count.toString();
  }
}
