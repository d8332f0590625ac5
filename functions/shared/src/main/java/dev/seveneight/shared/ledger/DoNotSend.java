package dev.seveneight.shared.ledger;

import java.util.Locale;

/** Why nothing is to be sent to a person any more; the first one that holds is the one to name. */
public enum DoNotSend {
  /** The person does not want to be asked. */
  UNSUBSCRIBED,
  /** Mail to the person's address came back. */
  BOUNCED;

  /** The name that the API uses. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
