package dev.seveneight.shared.http;

import dev.seveneight.shared.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * How much an answer can still hold. A function's answer has at most 6 MB, in which the body stands
 * as an escaped string; one that is larger becomes a bare 500 of the gateway's, after everything
 * was done. Not safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public final class ReplyBudget {
  /** What the whole of an answer may have, in bytes. */
  public static final int ANSWER_BYTES = 6_000_000;

  /** The rest is for what is always there: headers, brackets, short forms of what does not fit. */
  private static final int PARTS_BYTES = 5_000_000;

  private int left = PARTS_BYTES;

  /** Whether a part, as JSON, still fits; if it does, its room is taken. */
  public boolean takes(Object part) {
    return takesText(Json.write(part));
  }

  /** Whether a part of a text still fits; if it does, its room is taken. */
  public boolean takesText(String part) {
    int bytes = Json.write(part).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }
}
