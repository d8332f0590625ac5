/**
 * The contents of the ledger as immutable records: responses, people, survey requests, identities.
 * Uses no JSON, HTTP or store.
 */
package dev.seveneight.shared.ledger;
