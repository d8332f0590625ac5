/**
 * The routes that create, change and delete responses. Reads requests; the decisions are in {@code
 * shared.intake.responses}.
 */
package dev.seveneight.ingest.responses;
