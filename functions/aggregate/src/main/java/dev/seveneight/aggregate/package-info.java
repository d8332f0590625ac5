/**
 * The function behind the ledger's stream. It folds the records of a batch into tallies and
 * journeys, each exactly once, and throws when it cannot write, so that Lambda delivers the batch
 * again. Only this package knows all rooms of the function.
 */
package dev.seveneight.aggregate;
