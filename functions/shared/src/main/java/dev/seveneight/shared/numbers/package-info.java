/**
 * Reads the scores of a segment and a range: whole days from the tallies, parts of a day from the
 * ledger.
 */
package dev.seveneight.shared.numbers;
