/** The tally table: tallies, their marks, and the position up to which each shard is counted. */
package dev.seveneight.shared.store.tally;
