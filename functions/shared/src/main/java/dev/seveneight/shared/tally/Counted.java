package dev.seveneight.shared.tally;

/** What an item of the ledger says to the tallies, as far as it is one that is counted. */
public sealed interface Counted permits CountedResponse, CountedJourney {
  /** Whose it is. */
  String project();

  /** The generation of tallies that it is counted in. */
  long epoch();
}
