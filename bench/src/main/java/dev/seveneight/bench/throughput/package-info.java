/** How fast the aggregate function folds the ledger's stream. */
package dev.seveneight.bench.throughput;
