package dev.seveneight.shared.http;

import dev.seveneight.shared.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that a reply still has room for. A function's reply may have 6 MB, with the body as an
 * escaped string. The gateway turns a larger one into a bare 500, although the request was done.
 * Not safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public final class ReplyBudget {
  /** The most bytes of a whole reply. */
  public static final int REPLY_BYTES = 6_000_000;

  /**
   * The most bytes of all parts. The rest is for headers, brackets, and short forms of parts that
   * do not fit.
   */
  private static final int PARTS_BYTES = 5_000_000;

  private int left = PARTS_BYTES;

  /** Whether a part still fits as JSON. If it does, reserves its bytes. */
  public boolean takes(Object part) {
    return takesText(Json.write(part));
  }

  /** Whether a part of a text still fits. If it does, reserves its bytes. */
  public boolean takesText(String part) {
    int bytes = Json.write(part).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }
}
