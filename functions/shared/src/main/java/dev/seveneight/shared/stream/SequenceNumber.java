package dev.seveneight.shared.stream;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The place of a record in its shard: a number of 21 to 40 digits that rises from record to record.
 * It is kept as text of 40 digits, for a number of the store holds only 38, and the text as the
 * stream gives it does not sort: "9" would come after "10". Immutable.
 *
 * @param digits 40 digits
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html">StreamRecord</a>
 */
public record SequenceNumber(String digits) implements Comparable<SequenceNumber> {
  private static final int WIDTH = 40;

  /** The stream refuses a shorter one. DynamoDB Local fills up with zeros to this. */
  private static final int LEAST_GIVEN = 21;

  /**
   * The sequence number that the stream gives.
   *
   * @throws IllegalArgumentException if it is not 1 to 40 digits
   */
  public static SequenceNumber of(String given) {
    return find(given)
        .orElseThrow(() -> new IllegalArgumentException("a sequence number has 1 to 40 digits"));
  }

  /** The sequence number that the stream gives; empty if it is not 1 to 40 digits. */
  public static Optional<SequenceNumber> find(String given) {
    if (given.isEmpty() || given.length() > WIDTH || !given.chars().allMatch(c -> isDigit(c))) {
      return Optional.empty();
    }
    return Optional.of(new SequenceNumber("0".repeat(WIDTH - given.length()) + given));
  }

  /** The sequence number as the stream gives it: with at least 21 digits. */
  public String asGiven() {
    int start = 0;
    while (start < WIDTH - LEAST_GIVEN && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  @Override
  public int compareTo(SequenceNumber other) {
    return digits.compareTo(other.digits);
  }

  /** Whether it comes after the other in the same shard. */
  public boolean isAfter(SequenceNumber other) {
    return compareTo(other) > 0;
  }

  BigInteger toNumber() {
    return new BigInteger(digits);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
