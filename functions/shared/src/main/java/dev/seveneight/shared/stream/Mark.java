package dev.seveneight.shared.stream;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far a tally has counted a shard: the last record that it counted, and the day of that record.
 * Compact, because each tally carries one for each shard of the last days: 18 bytes, which the
 * store compares from the left as one number, the sequence number times 2,048 plus the day modulo
 * 2,048. Immutable.
 *
 * @param sequence the last record that was counted
 * @param day the day of that record since 1970 in UTC, modulo 2,048
 */
public record Mark(SequenceNumber sequence, int day) {
  /**
   * How long a mark is needed at least: as long as the stream may deliver the record again, which
   * keeps it for 24 hours, and as long again.
   */
  public static final Duration LIFETIME = Duration.ofDays(2);

  private static final int BYTES = 18;
  private static final int DAY_BITS = 11;
  private static final int DAYS = 1 << DAY_BITS;
  private static final long SECONDS_OF_DAY = Duration.ofDays(1).toSeconds();

  /** The mark of a record of this time. */
  public static Mark of(SequenceNumber sequence, Instant time) {
    return new Mark(sequence, dayOf(time));
  }

  /** The mark that these bytes say; empty if they say none. */
  public static Optional<Mark> find(byte[] bytes) {
    if (bytes.length != BYTES) {
      return Optional.empty();
    }
    BigInteger[] parts = new BigInteger(1, bytes).divideAndRemainder(BigInteger.valueOf(DAYS));
    return SequenceNumber.find(parts[0].toString())
        .map(sequence -> new Mark(sequence, parts[1].intValueExact()));
  }

  /** The mark as the tally carries it. */
  public byte[] toBytes() {
    return bytes(sequence, day);
  }

  /**
   * The least mark of a record: a tally whose mark is below it has not counted the record, one
   * whose mark is not has.
   */
  public static byte[] leastOf(SequenceNumber sequence) {
    return bytes(sequence, 0);
  }

  /** Whether nobody can need it any more: its record is at least {@link #LIFETIME} old. */
  public boolean isOutlived(Instant now) {
    int wholeDays = (int) LIFETIME.toDays();
    int age = Math.floorMod(dayOf(now) - day, DAYS);
    // Its record may be of the last second of its day; and of tomorrow, where this clock is behind
    // the store's.
    return age > wholeDays && age < DAYS - 1;
  }

  private static int dayOf(Instant time) {
    return Math.floorMod(Math.floorDiv(time.getEpochSecond(), SECONDS_OF_DAY), DAYS);
  }

  private static byte[] bytes(SequenceNumber sequence, int day) {
    byte[] number =
        sequence.toNumber().shiftLeft(DAY_BITS).add(BigInteger.valueOf(day)).toByteArray();
    byte[] bytes = new byte[BYTES];
    // A leading zero byte, the sign, may be one too many.
    byte[] magnitude =
        number.length > BYTES ? Arrays.copyOfRange(number, 1, number.length) : number;
    System.arraycopy(magnitude, 0, bytes, BYTES - magnitude.length, magnitude.length);
    return bytes;
  }
}
