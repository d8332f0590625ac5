/**
 * The routes that create and change people and the suppression lists. Reads requests; the decisions
 * are in {@code shared.intake.people}.
 */
package dev.seveneight.ingest.people;
