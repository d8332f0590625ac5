package dev.seveneight.shared.ledger;

import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.project.ProjectSecret;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The id of a response. One that was sent under an idempotency key has an id derived from that key,
 * so that the same request always meets the same item; any other has a fresh id that sorts by time.
 *
 * @param value the id as answers show it
 */
public record ResponseId(String value) {
  private static final int DERIVED_BYTES = 20;

  /** A fresh id: a ULID, 26 characters, in lower case. */
  public static ResponseId fresh() {
    return new ResponseId(FreshIds.next());
  }

  /** The id that belongs to an idempotency key: 160 bits of its HMAC, 40 characters. */
  public static ResponseId derived(ProjectSecret secret, String idempotencyKey) {
    return derived(secret, "response", idempotencyKey);
  }

  /**
   * The id that belongs to an idempotency key of a caller who only collects. Such callers have a
   * space of their own, so none of them can use up a key that a caller who writes will send.
   */
  public static ResponseId collected(ProjectSecret secret, String idempotencyKey) {
    return derived(secret, "collected response", idempotencyKey);
  }

  private static ResponseId derived(ProjectSecret secret, String label, String idempotencyKey) {
    byte[] hmac = secret.hmac(label, idempotencyKey);
    return new ResponseId(HexFormat.of().formatHex(Arrays.copyOf(hmac, DERIVED_BYTES)));
  }

  /** Whether it belongs to an idempotency key, so that a request can meet it again. */
  public boolean isDerived() {
    return value.length() == 2 * DERIVED_BYTES;
  }
}
