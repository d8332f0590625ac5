/**
 * The function of the ledger's stream. It folds the records of a batch into tallies and journeys,
 * each exactly once, and throws if a write fails, so that Lambda delivers the batch again. Only
 * this package knows all packages of the function.
 */
package dev.seveneight.aggregate;
