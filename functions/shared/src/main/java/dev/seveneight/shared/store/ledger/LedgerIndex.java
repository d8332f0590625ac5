package dev.seveneight.shared.store.ledger;

import dev.seveneight.shared.ledger.ItemAttribute;

/** The indexes of the ledger that lists are read from. */
enum LedgerIndex {
  /** Things of a type by time, with what is counted of a response. */
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

  /** Its name in the template. */
  String indexName() {
    return indexName;
  }

  /** The attribute that entries are ordered by. */
  String placeName() {
    return placeName;
  }

  /**
   * The entries of {@code :partition} from {@code :first} to {@code :last}, which are part of it.
   */
  String condition() {
    return condition;
  }
}
