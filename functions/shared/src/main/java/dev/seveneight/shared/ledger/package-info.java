/**
 * The things in the ledger as immutable records: responses, people, survey requests, identities.
 * Knows neither JSON nor HTTP nor the store.
 */
package dev.seveneight.shared.ledger;
