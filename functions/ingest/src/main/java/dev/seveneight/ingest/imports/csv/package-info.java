/** Reads files of comma-separated values: delimiters, headers, rows. Knows nothing of responses. */
package dev.seveneight.ingest.imports.csv;
