package dev.seveneight.audit.upkeep;

import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ledger.ErasureItems;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Continues erasures whose last record was lost with its batch. Nothing else continues them,
 * because an erased person cannot be found any more. An erasure that is still running is not
 * harmed.
 */
public final class StalledErasures {
  /** The time after which an erasure seems to have stopped. */
  static final Duration PATIENCE = Duration.ofHours(1);

  private final ItemTable ledger;

  public StalledErasures(ItemTable ledger) {
    this.ledger = ledger;
  }

  /**
   * Writes the next revision of a person who is being erased, which requests the next step.
   *
   * @return whether it was written; false if the person is not being erased, or the erasure has
   *     just continued
   */
  boolean goOn(Map<String, AttributeValue> key) {
    Optional<ErasureItems.Erasing> erasing = ErasureItems.erasing(ledger.get(key));
    return erasing.isPresent()
        && ledger.update(ItemRevision.next(key, erasing.get().rev())).isWritten();
  }
}
