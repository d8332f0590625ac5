/**
 * Tallies and journeys as immutable records: keys, periods, counters, and what each response
 * contributes.
 */
package dev.seveneight.shared.tally;
