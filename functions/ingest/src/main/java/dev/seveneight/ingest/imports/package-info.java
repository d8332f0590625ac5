/**
 * Imports of CSV files: columns, rows, previews, reports, and taking an import back. Uses the
 * ordinary intake for each row.
 */
package dev.seveneight.ingest.imports;
