/**
 * Sums the contributions of a batch per tally, and writes each sum once under the mark of its
 * shard. Uses {@code setaside} for tallies that the store refuses.
 */
package dev.seveneight.aggregate.tallies;
