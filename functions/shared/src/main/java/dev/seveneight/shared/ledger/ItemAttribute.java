package dev.seveneight.shared.ledger;

/**
 * The names of the attributes that the ledger's items have. Expressions of the store have them
 * written out.
 */
public final class ItemAttribute {
  // Of all items.

  /** The partition key. */
  public static final String KEY = "pk";

  /** The {@link ItemType}, by its stored name. */
  public static final String TYPE = "type";

  /** The project. */
  public static final String PROJECT = "project";

  /** The id within the project and type. */
  public static final String ID = "id";

  /** The revision: how often the item was written. */
  public static final String REV = "rev";

  /** The generation of tallies that the item is counted in. */
  public static final String EPOCH = "epoch";

  /** The second after which the store deletes the item. */
  public static final String EXPIRES_AT = "expires_at";

  // Of items that are listed.

  /** What the item is listed under: whose it is, and of which type. */
  public static final String LISTING = "listing";

  /** The place by time, then id. */
  public static final String LISTED_AT = "listed_at";

  /** The place by last change, then id. */
  public static final String CHANGED_AT = "changed_at";

  /** What the items of one person are listed under. */
  public static final String ANSWERED_BY = "answered_by";

  /** When the thing began, in seconds since 1970. */
  public static final String CREATED_AT = "created_at";

  /** When the thing was last changed, in milliseconds since 1970. */
  public static final String UPDATED_AT = "updated_at";

  /** When the thing is due, in seconds since 1970. */
  public static final String DUE_AT = "due_at";

  // Of responses.

  /** The id of the person. */
  public static final String PERSON = "person";

  /** The day, in the project's time zone. */
  public static final String DAY = "day";

  /** The category of the score. */
  public static final String CATEGORY = "category";

  /** The keys of the segments that the response is counted in. */
  public static final String SEGMENTS = "segments";

  /** The score. */
  public static final String SCORE = "score";

  /** The comment. */
  public static final String COMMENT = "comment";

  /**
   * Whether the response is counted as one with a comment: it has one, or had one that retention
   * removed.
   */
  public static final String HAS_COMMENT = "has_comment";

  /** The tags. */
  public static final String TAGS = "tags";

  /** The properties. */
  public static final String PROPERTIES = "properties";

  /** The survey. */
  public static final String SURVEY = "survey";

  /** The channel. */
  public static final String CHANNEL = "channel";

  /** The language. */
  public static final String LANGUAGE = "language";

  /** The additional answers, as a JSON array. */
  public static final String ADDITIONAL_ANSWERS = "additional_answers";

  /** The notes, as a JSON array. */
  public static final String NOTES = "notes";

  /** Why the response is excluded from the score. */
  public static final String EXCLUDED = "excluded";

  /** The id of the import that brought the response. */
  public static final String IMPORT = "import";

  /** The HMAC of the request that created the response. */
  public static final String FINGERPRINT = "fingerprint";

  /** Names the one attempt that created the response. */
  public static final String WRITE_ID = "write_id";

  /**
   * Whether a key that only collects created the response, or first named the identity. Later
   * changes keep it.
   */
  public static final String COLLECTED = "collected";

  /** Says that the item is what is left of a deleted response. */
  public static final String GONE = "gone";

  /** The import that was taken back, which deleted the response. */
  public static final String TAKEN_BACK = "taken_back";

  /** Says that only the score was kept, and the rest must not return. */
  public static final String ERASED = "erased";

  // Of people.

  /** The e-mail address. */
  public static final String EMAIL = "email";

  /** The phone number. */
  public static final String PHONE_NUMBER = "phone_number";

  /** The id in the project's own system. */
  public static final String EXTERNAL_ID = "external_id";

  /** The name. */
  public static final String NAME = "name";

  /** When the person was last sent a survey. */
  public static final String LAST_SENT_AT = "last_sent_at";

  /** When the person unsubscribed. */
  public static final String UNSUBSCRIBED_AT = "unsubscribed_at";

  /** When mail to the person bounced. */
  public static final String BOUNCED_AT = "bounced_at";

  /** Says that the person is being erased. */
  public static final String ERASING = "erasing";

  /** When the erasure began, in seconds since 1970. */
  public static final String ERASING_SINCE = "erasing_since";

  /** Whether the scores of an erased person stay. */
  public static final String KEEP_SCORES = "keep_scores";

  // Of journeys.

  /** The entries, by id of the response. */
  public static final String ANSWERS = "answers";

  /** Says that there were too many responses to keep them. */
  public static final String OVERFLOWED = "overflowed";

  /** The time of an entry's response, in seconds since 1970. */
  public static final String TIME = "time";

  // Of survey requests.

  /** When the request was made, in seconds since 1970. */
  public static final String REQUESTED_AT = "requested_at";

  /** The state. */
  public static final String STATE = "state";

  /** Why the state is what it is. */
  public static final String REASON = "reason";

  private ItemAttribute() {}
}
