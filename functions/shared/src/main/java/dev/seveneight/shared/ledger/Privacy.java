package dev.seveneight.shared.ledger;

/**
 * What becomes of the items of one type when their person is erased, and when retention ({@code
 * keep_personal_days}) reaches them. Retention leaves the same as erasing with {@code keep_scores}.
 * Immutable.
 *
 * @param found how erasing finds a person's items
 * @param erased what erasing leaves of an item
 * @param scoresKept what erasing with {@code keep_scores} leaves of an item
 * @param aging when retention reaches an item
 */
public record Privacy(Found found, Left erased, Left scoresKept, Aging aging) {
  /** The items say nothing about a person. */
  public static final Privacy NOTHING_PERSONAL = untouched(Found.NOTHING_TO_FIND);

  /** How erasing finds a person's items. */
  public enum Found {
    /** Not at all: the items say nothing about a person. */
    NOTHING_TO_FIND,
    /** By keys that follow from the person's item, in the transaction that begins the erasure. */
    BY_KEY,
    /** By the index of a person's items, in steps of the aggregate function. */
    BY_INDEX,
    /** By the tallies: the nightly run deletes what no tally counts any more. */
    BY_TALLY,
    /** Not at all: the items hold ids, and expire. */
    BY_EXPIRY,
    /**
     * Not at all: the items hold ids or what the project's owner wrote, until somebody deletes
     * them.
     */
    BY_OWNER
  }

  /** What is left of an item. */
  public enum Left {
    /** The whole item. */
    EVERYTHING,
    /** What is counted, without the person and without what the person wrote. */
    COUNTED,
    /** That the id was used. */
    USED_ID,
    /** Nothing: the item is deleted. */
    NOTHING
  }

  /** When retention reaches an item. */
  public enum Aging {
    /** When the item itself is old enough. */
    BY_ITSELF,
    /** When the person is erased because nothing newer is known of the person. */
    WITH_THE_PERSON,
    /** Never. */
    NEVER
  }

  /** The privacy of items that neither erasing nor retention changes. */
  public static Privacy untouched(Found found) {
    return new Privacy(found, Left.EVERYTHING, Left.EVERYTHING, Aging.NEVER);
  }

  /** The privacy of items that are deleted with their person, also if the scores are kept. */
  public static Privacy deletedWithThePerson(Found found) {
    return new Privacy(found, Left.NOTHING, Left.NOTHING, Aging.WITH_THE_PERSON);
  }

  /** Whether items can hold personal data. */
  public boolean isPersonal() {
    return found != Found.NOTHING_TO_FIND;
  }

  /** What erasing leaves of an item. */
  public Left left(boolean keepScores) {
    return keepScores ? scoresKept : erased;
  }

  /** What retention leaves of an item that it has reached. */
  public Left retained() {
    return aging == Aging.NEVER ? Left.EVERYTHING : scoresKept;
  }
}
