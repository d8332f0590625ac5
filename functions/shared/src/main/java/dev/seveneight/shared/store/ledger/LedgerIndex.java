package dev.seveneight.shared.store.ledger;

import dev.seveneight.shared.ledger.ItemAttribute;

/** The indexes of the ledger from which lists are read. */
enum LedgerIndex {
  /** Things of a type by time, with the attributes of a response that are counted. */
  BY_TIME(
      LedgerItems.BY_TIME,
      ItemAttribute.LISTED_AT,
      "listing = :partition AND listed_at BETWEEN :first AND :last"),
  /** Things of a type by their last change; keys only. */
  BY_CHANGE(
      LedgerItems.BY_CHANGE,
      ItemAttribute.CHANGED_AT,
      "listing = :partition AND changed_at BETWEEN :first AND :last"),
  /** The answers of a person by time; keys only. */
  BY_PERSON(
      LedgerItems.BY_PERSON,
      ItemAttribute.LISTED_AT,
      "answered_by = :partition AND listed_at BETWEEN :first AND :last");

  private final String indexName;
  private final String placeName;
  private final String condition;

  LedgerIndex(String indexName, String placeName, String condition) {
    this.indexName = indexName;
    this.placeName = placeName;
    this.condition = condition;
  }

  /** Returns the index's name in the template. */
  String indexName() {
    return indexName;
  }

  /** Returns the name of the attribute that orders the entries. */
  String placeName() {
    return placeName;
  }

  /**
   * Returns the key condition for the entries of {@code :partition} from {@code :first} to {@code
   * :last}, both inclusive.
   */
  String condition() {
    return condition;
  }
}
