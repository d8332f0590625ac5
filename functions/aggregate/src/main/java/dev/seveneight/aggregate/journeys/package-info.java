/**
 * Keeps the journeys: finds the records that change a person's journey, and applies the newest of
 * them with conditional writes. Uses the records of {@code stream} and the store.
 */
package dev.seveneight.aggregate.journeys;
