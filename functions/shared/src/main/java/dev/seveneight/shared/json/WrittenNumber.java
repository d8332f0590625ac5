package dev.seveneight.shared.json;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A JSON number with the digits that it was written with, because {@code 1.10} and {@code 1.1} are
 * different prices and a double has 17 digits at most. Its size is checked before any arithmetic:
 * {@code 1e999999999} has ten characters here and a billion digits in a sum.
 *
 * @param text the number in the form of RFC 8259
 */
public record WrittenNumber(String text) {
  /** The most characters of a text that is read as a number. */
  private static final int LONGEST = 1_000;

  private static final Pattern ZERO = Pattern.compile("-?[0.]+([eE].*)?");

  /** Returns a number of any type. */
  public static WrittenNumber of(Number number) {
    return new WrittenNumber(number.toString());
  }

  /** Whether the number is not larger than the largest double; {@code 1e999} is larger. */
  public boolean isFinite() {
    return Double.isFinite(Double.parseDouble(text));
  }

  /**
   * Whether {@link #exact} can return the number, because it is not too large, too close to zero or
   * too long.
   */
  public boolean isModest() {
    return text.length() <= LONGEST && isFinite() && (isZero() || Double.parseDouble(text) != 0);
  }

  /** Returns the exact value of a modest number. */
  public BigDecimal exact() {
    // BigDecimal cannot represent 0e99999999999.
    return isZero() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  private boolean isZero() {
    return ZERO.matcher(text).matches();
  }
}
