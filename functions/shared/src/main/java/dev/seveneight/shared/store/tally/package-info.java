/** The tally table: tallies, their marks, and how far each shard is counted. */
package dev.seveneight.shared.store.tally;
