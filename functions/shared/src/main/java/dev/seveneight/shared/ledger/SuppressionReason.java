package dev.seveneight.shared.ledger;

import java.util.Locale;

/**
 * The reasons why no survey may be sent to a person. Each has a suppression list. If several apply,
 * replies name the first of them.
 */
public enum SuppressionReason {
  /** The person unsubscribed. */
  UNSUBSCRIBED,
  /** Mail to the person's address bounced. */
  BOUNCED;

  /** Returns the name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
