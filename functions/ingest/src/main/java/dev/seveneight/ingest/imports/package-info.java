/**
 * Imports of CSV files: columns, rows, previews, reports, and the undo of an import. Uses the
 * ordinary intake for each row.
 */
package dev.seveneight.ingest.imports;
