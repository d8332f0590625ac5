package dev.seveneight.audit.rebuild;

import static dev.seveneight.shared.store.Attributes.optionalNumber;

import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a journey needs in a rebuild. Immutable.
 *
 * @param key the partition key of the journey
 * @param journey as it was read
 * @param epoch the epoch that it is to be in
 * @param work what is to be done beside that
 * @param entries the entries that are to be replaced or added, by id of the response
 */
record JourneyNeed(
    Key key,
    Map<String, AttributeValue> journey,
    long epoch,
    Work work,
    SortedMap<String, AttributeValue> entries) {
  /** How many entries one update replaces: its expression has a bound. The next walk does more. */
  static final int MOST_ENTRIES = 100;

  /** Whose journey it is. Immutable. */
  record Key(String project, String person) {
    /** The partition key of the journey's item. */
    String itemKey() {
      return LedgerItems.journeyKey(project, person);
    }
  }

  /** What can be done to a journey. */
  enum Work {
    /** Nothing but to move it, and to replace entries. */
    MOVE,
    /** To write anew what it says about itself, too. */
    RESTORE,
    /**
     * To take out all entries: none can be written into it as it is. A later walk fills it, when
     * the index shows all responses of which a record was refused.
     */
    EMPTY,
    /** To add what the responses say to one that was emptied. */
    FILL,
    /** To take out all entries of one that has too many, or no room for what it needs. */
    OVERFLOW
  }

  /** Whether it is in another epoch. */
  boolean isElsewhere() {
    return optionalNumber(journey, ItemAttribute.EPOCH).orElse(0) != epoch;
  }

  /**
   * Whether a later walk has to see that it was met. Not for a few wrong entries: they are replaced
   * in this walk, and while answers are deleted or left out, each walk meets some whose record is
   * still on its way.
   */
  boolean asksForAnotherWalk() {
    return isElsewhere() || work == Work.EMPTY || entries.size() > MOST_ENTRIES;
  }
}
