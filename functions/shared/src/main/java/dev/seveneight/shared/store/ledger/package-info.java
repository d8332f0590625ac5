/**
 * The ledger table: the items, the indexes, and the reads and writes of responses, people and
 * journeys.
 */
package dev.seveneight.shared.store.ledger;
