/**
 * Reads the fields that several request bodies have, and writes the replies to keys that may not
 * read. Depends on HTTP and the intake, not on the store.
 */
package dev.seveneight.ingest.fields;
