package dev.seveneight.shared.ledger;

/**
 * The rules for personal data in the items of one type: how erasing a person and retention ({@code
 * keep_personal_days}) change them. Retention leaves the same as erasing with {@code keep_scores}.
 * Immutable.
 *
 * @param found the way in which erasing finds a person's items
 * @param erased the part of an item that erasing leaves
 * @param scoresKept the part of an item that erasing with {@code keep_scores} leaves
 * @param aging the time at which retention changes an item
 */
public record Privacy(Found found, Left erased, Left scoresKept, Aging aging) {
  /** The rules for items without personal data. */
  public static final Privacy NOTHING_PERSONAL = untouched(Found.NOTHING_TO_FIND);

  /** The ways in which erasing finds a person's items. */
  public enum Found {
    /** Erasing does not look for them, because they have no personal data. */
    NOTHING_TO_FIND,
    /**
     * By keys that are known from the person's item, in the transaction that begins the erasure.
     */
    BY_KEY,
    /** By the index of a person's items, in steps of the aggregate function. */
    BY_INDEX,
    /** By the tallies: the nightly run deletes items that no tally counts any more. */
    BY_TALLY,
    /** Erasing does not look for them, because they hold only ids, and expire. */
    BY_EXPIRY,
    /**
     * Erasing does not look for them. They hold ids or texts of the project's owner, who can delete
     * them.
     */
    BY_OWNER
  }

  /** The part of an item that is left. */
  public enum Left {
    /** The whole item. */
    EVERYTHING,
    /** The counted values, without the person and without the texts that the person wrote. */
    COUNTED,
    /** The fact that the id was used. */
    USED_ID,
    /** Nothing: the item is deleted. */
    NOTHING
  }

  /** The times at which retention changes an item. */
  public enum Aging {
    /** When the item itself is old enough. */
    BY_ITSELF,
    /** When retention erases the person, because all facts about the person are too old. */
    WITH_THE_PERSON,
    /** Never. */
    NEVER
  }

  /** Returns the rules for items that neither erasing nor retention changes. */
  public static Privacy untouched(Found found) {
    return new Privacy(found, Left.EVERYTHING, Left.EVERYTHING, Aging.NEVER);
  }

  /**
   * Returns the rules for items that are deleted with their person, even with {@code keep_scores}.
   */
  public static Privacy deletedWithThePerson(Found found) {
    return new Privacy(found, Left.NOTHING, Left.NOTHING, Aging.WITH_THE_PERSON);
  }

  /** Returns whether items can hold personal data. */
  public boolean isPersonal() {
    return found != Found.NOTHING_TO_FIND;
  }

  /** Returns the part of an item that erasing leaves. */
  public Left left(boolean keepScores) {
    return keepScores ? scoresKept : erased;
  }

  /** Returns the part of an item that retention leaves. */
  public Left retained() {
    return aging == Aging.NEVER ? Left.EVERYTHING : scoresKept;
  }
}
