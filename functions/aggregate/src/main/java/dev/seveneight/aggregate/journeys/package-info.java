/**
 * Keeps the journeys: which records change a person's journey, and the conditional writes that
 * apply the newest of them. Uses the records of {@code stream} and the store.
 */
package dev.seveneight.aggregate.journeys;
