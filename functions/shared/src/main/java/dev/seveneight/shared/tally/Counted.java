package dev.seveneight.shared.tally;

/** The counted content of an item of the ledger. */
public sealed interface Counted permits CountedResponse, CountedJourney {
  /** Returns the project of the item. */
  String project();

  /** Returns the generation of tallies in which the item is counted. */
  long epoch();
}
