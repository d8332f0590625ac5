package dev.seveneight.shared.ledger;

import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.project.ProjectSecret;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The id of a response. If the request has an idempotency key, the id is derived from the key, so
 * that a repeated request finds the same item. Otherwise the id is fresh and sorts by time.
 *
 * @param value the id in replies
 */
public record ResponseId(String value) {
  private static final int DERIVED_BYTES = 20;

  /** Returns a fresh id: a ULID of 26 characters in lower case. */
  public static ResponseId fresh() {
    return new ResponseId(FreshIds.next());
  }

  /** Returns the id for an idempotency key: 160 bits of its HMAC as 40 characters. */
  public static ResponseId derived(ProjectSecret secret, String idempotencyKey) {
    return derived(secret, "response", idempotencyKey);
  }

  /**
   * Returns the id for an idempotency key from an API key with only the scope {@code collect}. Such
   * requests have an id space of their own, so they cannot use up the idempotency keys of other
   * callers.
   */
  public static ResponseId collected(ProjectSecret secret, String idempotencyKey) {
    return derived(secret, "collected response", idempotencyKey);
  }

  private static ResponseId derived(ProjectSecret secret, String label, String idempotencyKey) {
    byte[] hmac = secret.hmac(label, idempotencyKey);
    return new ResponseId(HexFormat.of().formatHex(Arrays.copyOf(hmac, DERIVED_BYTES)));
  }

  /** Returns whether the id is derived from an idempotency key, so that a request can repeat it. */
  public boolean isDerived() {
    return value.length() == 2 * DERIVED_BYTES;
  }
}
