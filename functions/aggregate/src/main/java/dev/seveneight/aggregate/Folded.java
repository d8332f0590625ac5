package dev.seveneight.aggregate;

/**
 * What became of a batch. Immutable.
 *
 * @param taken records that it held
 * @param seenAgain those of them that some tally had counted before
 * @param setAside those of them that can never be counted
 * @param talliesWritten updates of tallies
 */
record Folded(int taken, int seenAgain, int setAside, int talliesWritten) {}
