/** Reads the ledger's stream directly, shard by shard. Decides nothing. */
package dev.seveneight.shared.store.stream;
