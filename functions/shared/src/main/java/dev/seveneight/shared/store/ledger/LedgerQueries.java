package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.store.ItemQuery;
import java.util.Map;

/** The queries of the ledger's indexes. */
public final class LedgerQueries {
  private static final String LISTED = "listing = :listing";
  private static final String LISTED_IN_TIME =
      "listing = :listing AND listed_at BETWEEN :first AND :last";
  private static final String OF_A_PERSON = "answered_by = :person";
  private static final String OF_A_PERSON_SINCE = "answered_by = :person AND listed_at >= :first";

  private LedgerQueries() {}

  /**
   * Returns a query of everything in a listing, by time.
   *
   * @param listing the result of {@link LedgerItems#listing}
   */
  public static ItemQuery listed(String listing) {
    return ItemQuery.ofIndex(LedgerItems.BY_TIME, LISTED, Map.of(":listing", text(listing)));
  }

  /**
   * Returns a query of a part of a listing.
   *
   * @param first the first place, inclusive; see {@link LedgerItems#listedAt}
   * @param last the last place, inclusive
   */
  public static ItemQuery listed(String listing, String first, String last) {
    return ItemQuery.ofIndex(
        LedgerItems.BY_TIME,
        LISTED_IN_TIME,
        Map.of(":listing", text(listing), ":first", text(first), ":last", text(last)));
  }

  /**
   * Returns a query of the responses or survey requests of a person, by time.
   *
   * @param answeredBy the partition; see {@link ErasureItems#partitionsOf}
   */
  public static ItemQuery ofPerson(String answeredBy) {
    return ItemQuery.ofIndex(
        LedgerItems.BY_PERSON, OF_A_PERSON, Map.of(":person", text(answeredBy)));
  }

  /** Returns the same from a place on. */
  public static ItemQuery ofPersonSince(String answeredBy, String first) {
    return ItemQuery.ofIndex(
        LedgerItems.BY_PERSON,
        OF_A_PERSON_SINCE,
        Map.of(":person", text(answeredBy), ":first", text(first)));
  }

  /** Returns a query of a range of an index. */
  static ItemQuery of(IndexRange range) {
    return ItemQuery.ofIndex(
            range.index().indexName(),
            range.index().condition(),
            Map.of(
                ":partition", text(range.partition()),
                ":first", text(range.first()),
                ":last", text(range.last())))
        .ascending(range.ascending());
  }
}
