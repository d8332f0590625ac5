package dev.seveneight.audit.rebuild;

import static dev.seveneight.shared.store.Attributes.optionalNumber;

import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The changes that a journey needs in a rebuild. Immutable.
 *
 * @param key the partition key of the journey
 * @param journey as it was read
 * @param epoch the epoch to which it is to be moved
 * @param work the other work to be done
 * @param entries the entries that are to be replaced or added, by id of the response
 */
record JourneyNeed(
    Key key,
    Map<String, AttributeValue> journey,
    long epoch,
    Work work,
    SortedMap<String, AttributeValue> entries) {
  /**
   * The maximum number of entries that one update replaces, because its expression has a size
   * limit. The next walk does more.
   */
  static final int MOST_ENTRIES = 100;

  /** The project and person of a journey. Immutable. */
  record Key(String project, String person) {
    /** Returns the partition key of the journey's item. */
    String itemKey() {
      return LedgerItems.journeyKey(project, person);
    }
  }

  /** The kinds of work on a journey. */
  enum Work {
    /** Only moves it, and replaces entries. */
    MOVE,
    /** Also writes its own attributes again. */
    RESTORE,
    /**
     * Removes all entries, because no entry can be written into it in its current state. A later
     * walk fills it, when the index shows all responses whose record was rejected.
     */
    EMPTY,
    /** Adds the answers from the responses to a journey that was emptied. */
    FILL,
    /** Removes all entries of a journey that has too many, or no room for the entries it needs. */
    OVERFLOW
  }

  /** Returns whether it is in another epoch. */
  boolean isElsewhere() {
    return optionalNumber(journey, ItemAttribute.EPOCH).orElse(0) != epoch;
  }

  /**
   * Returns whether a later walk has to check that the need was met. A few wrong entries do not
   * require that: they are replaced in this walk, and while answers are deleted or left out, each
   * walk finds some whose record is still on its way.
   */
  boolean asksForAnotherWalk() {
    return isElsewhere() || work == Work.EMPTY || entries.size() > MOST_ENTRIES;
  }
}
