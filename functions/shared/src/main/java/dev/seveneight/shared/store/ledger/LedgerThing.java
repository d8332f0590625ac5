package dev.seveneight.shared.store.ledger;

import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.log.ChangeLog;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The thing, as callers know it, that a partition key of the ledger belongs to. A person's journey
 * and identities are parts of the person.
 *
 * @param project the project
 * @param kind the kind of thing
 * @param id its id; for an entry in a suppression list, the person's id
 */
public record LedgerThing(String project, String kind, String id) {
  /** The types that callers know. Items of other types are parts of a person. */
  private static final Set<ItemType> THINGS =
      EnumSet.of(
          ItemType.RESPONSE,
          ItemType.PERSON,
          ItemType.SURVEY_REQUEST,
          ItemType.UNSUBSCRIBE,
          ItemType.BOUNCE);

  /** Returns the thing of a key; empty if the key belongs to a part. */
  public static Optional<LedgerThing> of(String key) {
    String[] parts = key.split("#", 3);
    return parts.length == 3
        ? ItemType.ofLetter(parts[1])
            .filter(THINGS::contains)
            .map(type -> new LedgerThing(parts[0], type.storedName(), parts[2]))
        : Optional.empty();
  }

  /** Notes that the thing was changed. */
  public void note(ChangeLog.Action action) {
    note(action, ChangeLog.current());
  }

  /** Notes that the thing was changed, in this log. */
  public void note(ChangeLog.Action action, ChangeLog log) {
    log.note(action, project, kind, id);
  }

  /** Notes that the thing may have been changed, if the failure leaves that open. */
  public void noteFailed(ChangeLog.Action action, SdkException failure) {
    boolean isRefused =
        failure instanceof AwsServiceException refusal && refusal.statusCode() < 500;
    if (!isRefused) {
      ChangeLog.current().noteUncertain(action, project, kind, id);
    }
  }
}
