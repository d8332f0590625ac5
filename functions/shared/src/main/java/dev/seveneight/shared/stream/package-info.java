/**
 * Places in the ledger's stream: shards, sequence numbers, and the marks that tallies keep of them.
 */
package dev.seveneight.shared.stream;
