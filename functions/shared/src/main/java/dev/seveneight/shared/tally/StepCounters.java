package dev.seveneight.shared.tally;

import dev.seveneight.shared.nps.Group;

/**
 * The names of the counters of the tallies of kinds {@link Kind#COHORT} and {@link Kind#ARRIVAL}.
 */
public final class StepCounters {
  private StepCounters() {}

  /**
   * Answers of a cohort in this group: {@code bd}, {@code b7}, {@code b8}, {@code bp}. An answer
   * without a next step was the person's last.
   */
  public static String began(Group group) {
    return "b" + group.storedName();
  }

  /**
   * Steps of a cohort from one group to another with so many days between: {@code w7p3}. One
   * counter covers all three, because the matrix is their sum over the buckets.
   *
   * @param bucket of {@link DaysBetween}
   */
  public static String went(Group from, Group to, int bucket) {
    return "w" + from.storedName() + to.storedName() + Character.forDigit(bucket, 36);
  }

  /** Steps that lead to an answer in the second group from one in the first: {@code c7p}. */
  public static String came(Group from, Group to) {
    return "c" + from.storedName() + to.storedName();
  }

  /** Answers in this group of people who had not answered before: {@code f7}. */
  public static String first(Group group) {
    return "f" + group.storedName();
  }
}
