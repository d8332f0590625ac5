/**
 * Reads the fields that several request bodies have, and writes the replies to keys that may not
 * read. Knows HTTP and the intake, not the store.
 */
package dev.seveneight.ingest.fields;
