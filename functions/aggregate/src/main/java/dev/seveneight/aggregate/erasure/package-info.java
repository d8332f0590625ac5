/**
 * Erases the responses of people whom ingest has marked as erased. Each step is a record of the
 * stream, so an interrupted erasure continues. Uses the records of {@code stream} and the store.
 */
package dev.seveneight.aggregate.erasure;
