/**
 * Reads files of comma-separated values: delimiters, headers, rows. Does not depend on responses.
 */
package dev.seveneight.ingest.imports.csv;
